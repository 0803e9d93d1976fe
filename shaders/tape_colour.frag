#version 330 core

// Colour on tape: a narrow band, the average with the line above, and noise. Where the carrier is weak, colour decreases,
// and the deck's automatic gain control amplifies its noise.

#include "tape_grid.glsl"
#include "filter.constants"

uniform isampler2D colour;
uniform isampler2D noise;  // normal deviates in the same narrow band, tiling
uniform ivec2 noise_place;
uniform float colour_noise;
uniform float averaging;  // weight of the line above, up to a half
uniform sampler2D carrier;  // its amplitude, 0 to 1
// Colour of an older recording (liminal/tape/residue.py): strength, first line of a field, phase (rad), phase per line.
uniform vec4 residue;

layout(location = 0) out ivec4 filtered;

const float GAIN_LIMIT = 0.2;  // of the carrier: below it, gain rises no further
const float FULL_COLOUR = 0.4;  // of the carrier: above it, colour is undiminished

// Gains of a line's colour and of its noise.
vec2 gains_of(ivec2 place, float weight) {
    float amplitude = texelFetch(carrier, ivec2(2 * place.x, place.y), 0).r;
    return weight * vec2(min(amplitude / FULL_COLOUR, 1.0), colour_noise / max(amplitude, GAIN_LIMIT));
}

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy), above = here - ivec2(0, here.y % FIELD_LINES == 0 ? 0 : 1);
    vec2 own_gains = gains_of(here, 1.0 - averaging), above_gains = gains_of(above, averaging);
    vec4 u = vec4(0.0), v = vec4(0.0), own_u, own_v, above_u, above_v;
    for (int i = 0; i < FILTER_TEXELS; i++) {
        ivec2 beside = ivec2(FIRST_TEXEL + i, 0);
        load(colour, here + beside, own_u, own_v);
        load(colour, above + beside, above_u, above_v);
        u += ALONG[i] * (own_gains.x * own_u + above_gains.x * above_u);
        v += ALONG[i] * (own_gains.x * own_v + above_gains.x * above_v);
    }
    load_noise(noise, here + noise_place, own_u, own_v);
    load_noise(noise, above + noise_place, above_u, above_v);
    u += own_gains.y * own_u + above_gains.y * above_u;
    v += own_gains.y * own_v + above_gains.y * above_v;
    if (residue.x > 0.0) {
        float line = float(here.y % FIELD_LINES);
        float strength = residue.x * clamp((line - residue.y) / 6.0, 0.0, 1.0);
        // It varies over the picture, as overwriting depends on both recordings.
        float across = 0.19 * float(here.x) + 0.03 * line;
        strength *= 0.5 + 0.5 * sin(0.06 * line + 0.3 * residue.z) * sin(across - 0.2 * residue.z);
        vec4 phase = residue.z + residue.w * line + 0.029 * (16.0 * float(here.x) + 4.0 * NUMBER);
        u += strength * cos(phase);
        v += strength * sin(phase);
    }
    filtered = store(u, v);
}
