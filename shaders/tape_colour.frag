#version 330 core

// Colour through the tape: noise of its own, a narrow band, and the average with the line above. Where the carrier fails,
// so does colour, and the deck's gain control lifts its noise.

#include "tape_grid.glsl"
#include "kernel"

uniform isampler2D colour;
uniform isampler2D noise;  // normal deviates in the same narrow band, tiling
uniform ivec2 noise_place;
uniform float colour_noise;
uniform float averaging;  // weight of the line above, up to a half
uniform sampler2D carrier;  // what is left of it, 0 to 1
// Colour of an older recording: its strength (whites), the line of a field where it begins, its phase (rad) and how much
// that turns from line to line.
uniform vec4 residue;

layout(location = 0) out ivec4 filtered;

const float LEAST = 0.2;  // of the carrier: below it, gain rises no further
const float ENOUGH = 0.4;  // of the carrier: colour is whole down to here

// How much of a line's colour is left, and how much noise comes with it.
vec2 left_of(ivec2 place, float weight) {
    float left = texelFetch(carrier, ivec2(2 * place.x, place.y), 0).r;
    return weight * vec2(min(left / ENOUGH, 1.0), colour_noise / max(left, LEAST));
}

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy), above = here - ivec2(0, here.y % LINES == 0 ? 0 : 1);
    vec2 own_left = left_of(here, 1.0 - averaging), above_left = left_of(above, averaging);
    vec4 u = vec4(0.0), v = vec4(0.0), own_u, own_v, above_u, above_v;
    for (int i = 0; i < FILTER_TEXELS; i++) {
        ivec2 beside = ivec2(FIRST_TEXEL + i, 0);
        load(colour, here + beside, own_u, own_v);
        load(colour, above + beside, above_u, above_v);
        u += ALONG[i] * (own_left.x * own_u + above_left.x * above_u);
        v += ALONG[i] * (own_left.x * own_v + above_left.x * above_v);
    }
    ivec2 wrapped = textureSize(noise, 0) - 1;
    unpack(texelFetch(noise, (here + noise_place) & wrapped, 0), own_u, own_v);
    unpack(texelFetch(noise, (above + noise_place) & wrapped, 0), above_u, above_v);
    u += own_left.y * own_u + above_left.y * above_u;
    v += own_left.y * own_v + above_left.y * above_v;
    if (residue.x > 0.0) {
        float line = float(here.y % LINES);
        float strength = residue.x * clamp((line - residue.y) / 6.0, 0.0, 1.0);
        // It comes in patches: what of it is overwritten depends on both programmes.
        float across = 0.19 * float(here.x) + 0.03 * line;
        strength *= 0.5 + 0.5 * sin(0.06 * line + 0.3 * residue.z) * sin(across - 0.2 * residue.z);
        vec4 phase = residue.z + residue.w * line + 0.029 * (16.0 * float(here.x) + 4.0 * NUMBER);
        u += strength * cos(phase);
        v += strength * sin(phase);
    }
    filtered = store(u, v);
}
