#version 330 core

// From the list to the atlas: each atlas texel takes the light of the list entry that stands for it.

#include "bake_home.glsl"

uniform sampler2D surface;   // number of the surface, per list entry
uniform sampler2D sharp;     // lux, per list entry
uniform sampler2D blurred;   // the same of light to be smoothed
uniform vec2 shares;         // how much of each is painted
uniform int drawn_above;     // the row of kept texels that the lowest drawn row is

layout(location = 0) out vec4 unfolded;  // rgb: lux; a: number of the surface it belongs to, 0 = none


void main() {
    ivec2 here = ivec2(gl_FragCoord.xy) + ivec2(0, drawn_above);
    int place = place_of(here, home_of(here));
    unfolded = vec4(0.0);
    if (place < 0 || place >> STRIDE_SHIFT == UNSEEN)
        return;
    int i = place & NUMBER_MASK;
    ivec2 entry = ivec2(i % LIST_WIDTH, i / LIST_WIDTH);
    vec3 light = shares.x * texelFetch(sharp, entry, 0).rgb + shares.y * texelFetch(blurred, entry, 0).rgb;
    unfolded = vec4(light, texelFetch(surface, entry, 0).x);
}
