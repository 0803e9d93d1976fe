#version 330 core

// Colour through the tape: noise of its own, a narrow band, and the average with the line above. Where the carrier fails,
// so does colour, and the deck's gain control lifts its noise.

#include "tape_grid.glsl"
#include "kernel"

uniform isampler2D colour;
uniform isampler2D noise;
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

void add_line(ivec2 here, float weight, inout vec4 u, inout vec4 v) {
    float left = texelFetch(carrier, ivec2(2 * here.x, here.y), 0).r;
    float kept = weight * min(left / ENOUGH, 1.0), added = weight * colour_noise / max(left, LEAST);
    for (int i = 0; i < FILTER_TEXELS; i++) {
        ivec2 place = here + ivec2(FIRST_TEXEL + i, 0);
        vec4 own_u, own_v, noise_u, noise_v;
        load(colour, place, own_u, own_v);
        ivec4 words = texelFetch(noise, (place + noise_place) & (textureSize(noise, 0) - 1), 0);
        noise_u = vec4(words << 16 >> 16) / 8192.0;
        noise_v = vec4(words >> 16) / 8192.0;
        u += ALONG[i] * (kept * own_u + added * noise_u);
        v += ALONG[i] * (kept * own_v + added * noise_v);
    }
}

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy), above = here - ivec2(0, here.y % LINES == 0 ? 0 : 1);
    vec4 u = vec4(0.0), v = vec4(0.0);
    add_line(here, 1.0 - averaging, u, v);
    add_line(above, averaging, u, v);
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
