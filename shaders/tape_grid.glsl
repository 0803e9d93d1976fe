// The sample grid of signals (liminal/tape/grid.py): eight samples a texel; a line of a field a row, field 2 above field 1.
// Levels are in units of 100 IRE, 0 being blanking.

#include "common_packing.glsl"
#include "tape.constants"

const vec4 NUMBER = vec4(0.0, 1.0, 2.0, 3.0);

ivec4 fetch(isampler2D signal, ivec2 place) {
    return texelFetch(signal, ivec2(clamp(place.x, 0, textureSize(signal, 0).x - 1), place.y), 0);
}

// The samples of one texel; of colour, U and V. Beyond the ends of a line its last texel repeats, which is blanking.
void load(isampler2D signal, ivec2 place, out vec4 early, out vec4 late) {
    unpack(fetch(signal, place), early, late);
}

// Cubic interpolation between b and c, of four equally spaced samples, at the fraction `way`; BEND: liminal/tape/grid.py.
float between(float a, float b, float c, float d, float way) {
    return mix(b, c, way) - BEND * way * (1.0 - way) * mix(a - 2.0 * b + c, b - 2.0 * c + d, way);
}

// The de-emphasis' memory at the beginning of a texel (shaders/tape_state.frag).
float recall(sampler2D memory, ivec2 place) {
    vec4 four = texelFetch(memory, ivec2(place.x >> 2, place.y), 0);
    vec2 two = (place.x & 2) == 0 ? four.xy : four.zw;
    return (place.x & 1) == 0 ? two.x : two.y;
}
