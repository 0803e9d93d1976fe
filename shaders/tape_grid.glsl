// The grid of the tape's signals (liminal/tape/grid.py): eight samples a texel, 16 bits each, two in a channel; a line of a
// field a row, field 2 above field 1. Values count whites: 0 is blank, 1 is 100 IRE.

const int LEAD = 3, PICTURE = 96, TEXELS = 100;  // texels of a line: blank before the picture, the picture, all
const int LINES = 240;                           // of a field
const float PIXEL_SAMPLES = 1.0606061;           // samples at 4 fsc in a pixel at 13.5 MHz
const float MARGIN = 2.1818182;                  // samples between the first texel of the picture and its first pixel
const vec4 NUMBER = vec4(0.0, 1.0, 2.0, 3.0);

// The samples of one texel; of colour, U and V. A place beyond the line's end has what stands there, which is blank.
void load(isampler2D signal, ivec2 place, out vec4 early, out vec4 late) {
    ivec4 words = texelFetch(signal, ivec2(clamp(place.x, 0, textureSize(signal, 0).x - 1), place.y), 0);
    early = vec4(words << 16 >> 16) / 8192.0;
    late = vec4(words >> 16) / 8192.0;
}

ivec4 store(vec4 early, vec4 late) {
    ivec4 low = ivec4(round(clamp(early * 8192.0, -32768.0, 32767.0)));
    ivec4 high = ivec4(round(clamp(late * 8192.0, -32768.0, 32767.0)));
    return (low & 0xFFFF) | (high << 16);
}

// Weights of equally spaced samples at these distances, for a smooth curve through them (Keys 1981, a = -1/2).
vec4 cubic(vec4 distance) {
    vec4 d = abs(distance);
    vec4 near = (1.5 * d - 2.5) * d * d + 1.0;
    vec4 far = ((2.5 - 0.5 * d) * d - 4.0) * d + 2.0;
    return mix(mix(near, far, greaterThanEqual(d, vec4(1.0))), vec4(0.0), greaterThanEqual(d, vec4(2.0)));
}
