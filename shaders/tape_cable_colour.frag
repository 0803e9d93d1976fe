#version 330 core

// Colour decoding: everything near the subcarrier is demodulated, fine stripes of luma included (cross-colour). Colour on
// a wire of its own (SEPARATE) is not demodulated, and has noise and a ghost of its own.

#include "tape_separate.glsl"
#include "demodulator.constants"
#include "cable.constants"

uniform isampler2D wire;
uniform isampler2D colour;
uniform isampler2D noise;
uniform ivec2 noise_place;
uniform float subcarrier_sign;  // 1 or -1, on the first line of field 1

layout(location = 0) out ivec4 decoded;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    vec4 u = vec4(0.0), v = vec4(0.0);
#ifdef SEPARATE
    load(colour, here, u, v);
#ifdef NOISE
    vec4 noise_u, noise_v;
    load_noise(noise, here + noise_place, noise_u, noise_v);
    u += COLOUR_NOISE * noise_u;
    v += COLOUR_NOISE * noise_v;
#endif
#ifdef GHOST
    // The echo of a pair is delayed by PAIRS and by as many quarter turns of the subcarrier as samples.
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
    vec4 wire_u = vec4(0.0), wire_v = vec4(0.0);
    for (int i = 0; i < WIRE_TEXELS; i++) {
        vec4 early, late;
        load_band(wire, ivec2(2 * here.x + FIRST_WIRE_TEXEL + i, here.y), early, late);
        wire_u += EARLY_TO_U[i] * early + LATE_TO_U[i] * late;
        wire_v += EARLY_TO_V[i] * early + LATE_TO_V[i] * late;
    }
    float sign = subcarrier_sign * float(1 - 2 * ((here.y % FIELD_LINES + here.y / FIELD_LINES) & 1));
    u += sign * wire_u;
    v += sign * wire_v;
#endif
    decoded = store(u, v);
}
