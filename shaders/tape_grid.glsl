// The grid of the tape's signals (liminal/tape/grid.py): eight samples a texel, 16 bits each, two in a channel; a line of a
// field a row, field 2 above field 1. Values count whites: 0 is blank, 1 is 100 IRE.

const int LEAD = 3, PICTURE = 96, TEXELS = 100;  // texels of a line: blank before the picture, the picture, all
const int LINES = 240;                           // of a field
const float PIXEL_SAMPLES = 1.0606061;           // samples at 4 fsc in a pixel at 13.5 MHz
const float MARGIN = 2.1818182;                  // samples between the first texel of the picture and its first pixel
const vec4 NUMBER = vec4(0.0, 1.0, 2.0, 3.0);

void unpack(ivec4 words, out vec4 early, out vec4 late) {
    early = vec4(words << 16 >> 16) / 8192.0;
    late = vec4(words >> 16) / 8192.0;
}

ivec4 fetch(isampler2D signal, ivec2 place) {
    return texelFetch(signal, ivec2(clamp(place.x, 0, textureSize(signal, 0).x - 1), place.y), 0);
}

// The samples of one texel; of colour, U and V. A place beyond the line's end has what stands there, which is blank.
void load(isampler2D signal, ivec2 place, out vec4 early, out vec4 late) {
    unpack(fetch(signal, place), early, late);
}

ivec4 store(vec4 early, vec4 late) {
    ivec4 low = ivec4(round(clamp(early * 8192.0, -32768.0, 32767.0)));
    ivec4 high = ivec4(round(clamp(late * 8192.0, -32768.0, 32767.0)));
    return (low & 0xFFFF) | (high << 16);
}

// What lies between b and c, of four equally spaced samples, so much of the way from the one to the other, on a smooth
// curve through them: the straight line, less BEND times the second difference there. With 1/2 it is the curve of Keys
// (1981, a = -1/2), which takes 0.35 dB from 3 MHz sampled at 13.5 MHz; with 0.6 all up to 2.5 MHz stays within 0.04 dB,
// and 3 MHz loses 0.15.
const float BEND = 0.6;

float between(float a, float b, float c, float d, float way) {
    return mix(b, c, way) - BEND * way * (1.0 - way) * mix(a - 2.0 * b + c, b - 2.0 * c + d, way);
}

// What the de-emphasis remembers at the beginning of a texel (shaders/tape_state.frag).
float recall(sampler2D memory, ivec2 place) {
    vec4 four = texelFetch(memory, ivec2(place.x >> 2, place.y), 0);
    vec2 two = (place.x & 2) == 0 ? four.xy : four.zw;
    return (place.x & 1) == 0 ? two.x : two.y;
}
