#version 330 core

// The television finds colour again: everything near the subcarrier, fine stripes of luma included. What does not share
// the wire comes as it is, with noise and a ghost of its own.

#include "tape_separate.glsl"
#include "demodulator"
#include "cable"

uniform isampler2D wire;
uniform isampler2D colour;
uniform isampler2D noise;
uniform ivec2 noise_place;
uniform float turned;       // 1 or -1: the subcarrier's sign on the first line of field 1

layout(location = 0) out ivec4 found;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    vec4 u = vec4(0.0), v = vec4(0.0);
#ifdef APART
    load(colour, here, u, v);
#ifdef NOISE
    ivec4 words = texelFetch(noise, (here + noise_place) & (textureSize(noise, 0) - 1), 0);
    u += COLOUR_NOISE / 8192.0 * vec4(words << 16 >> 16);
    v += COLOUR_NOISE / 8192.0 * vec4(words >> 16);
#endif
#ifdef GHOST
    // The echo of a pair some samples later: so many quarters of a turn behind.
    const int PAIRS = (DELAY + 2) / 4;
    vec4 last_u, last_v, next_u, next_v, echo_u, echo_v;
    load(colour, here - ivec2(PAIRS / 4 + 1, 0), last_u, last_v);
    load(colour, here - ivec2(PAIRS / 4, 0), next_u, next_v);
    for (int i = 0; i < 4; i++) {
        int from = 4 + i - PAIRS % 4;
        echo_u[i] = from < 4 ? last_u[from] : next_u[from - 4];
        echo_v[i] = from < 4 ? last_v[from] : next_v[from - 4];
    }
    u = mix(u, COSINE * echo_u + SINE * echo_v, GHOST_LEVEL);
    v = mix(v, COSINE * echo_v - SINE * echo_u, GHOST_LEVEL);
#endif
    u *= 1.0 - COMPOSITE_SHARE;
    v *= 1.0 - COMPOSITE_SHARE;
#endif
#ifdef COMPOSITE
    vec4 shared_u = vec4(0.0), shared_v = vec4(0.0);
    for (int i = 0; i < WIRE_TEXELS; i++) {
        vec4 early, late;
        load_turning(wire, ivec2(2 * here.x + FIRST_WIRE_TEXEL + i, here.y), early, late);
        shared_u += EARLY_TO_U[i] * early + LATE_TO_U[i] * late;
        shared_v += EARLY_TO_V[i] * early + LATE_TO_V[i] * late;
    }
    float sign = turned * float(1 - 2 * ((here.y % LINES + here.y / LINES) & 1));
    u += sign * shared_u;
    v += sign * shared_v;
#endif
    found = store(u, v);
}
