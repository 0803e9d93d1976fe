#version 330 core

// Colour through the tape: noise of its own, a narrow band, and the average with the line above.

#include "tape_grid.glsl"
#include "kernel"

uniform isampler2D colour;
uniform isampler2D noise;
uniform ivec2 noise_place;
uniform float colour_noise;
uniform float averaging;  // weight of the line above, up to a half

layout(location = 0) out ivec4 filtered;

void add_line(ivec2 here, float weight, inout vec4 u, inout vec4 v) {
    for (int i = 0; i < FILTER_TEXELS; i++) {
        ivec2 place = here + ivec2(FIRST_TEXEL + i, 0);
        vec4 own_u, own_v, noise_u, noise_v;
        load(colour, place, own_u, own_v);
        ivec4 words = texelFetch(noise, (place + noise_place) & (textureSize(noise, 0) - 1), 0);
        noise_u = vec4(words << 16 >> 16) / 8192.0;
        noise_v = vec4(words >> 16) / 8192.0;
        u += weight * ALONG[i] * (own_u + colour_noise * noise_u);
        v += weight * ALONG[i] * (own_v + colour_noise * noise_v);
    }
}

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy), above = here - ivec2(0, here.y % LINES == 0 ? 0 : 1);
    vec4 u = vec4(0.0), v = vec4(0.0);
    add_line(here, 1.0 - averaging, u, v);
    add_line(above, averaging, u, v);
    filtered = store(u, v);
}
