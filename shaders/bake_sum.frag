#version 330 core

// Where light is found at every texel, add sharp and smoothed light.

#include "bake_home.glsl"

uniform sampler2D sharp;     // rgb: lux
uniform sampler2D smoothed;  // rgb: lux; a: number of the surface
uniform int above;           // the row of kept texels that the lowest of these is
uniform int drawn_above;     // and the one that the lowest drawn row is

layout(location = 0) out vec4 light;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy) + ivec2(0, drawn_above);
    if (place_of(here, home_of(here)) >> STRIDE_SHIFT != 0)
        discard;
    vec4 base = texelFetch(smoothed, here - ivec2(0, above), 0);
    light = vec4(base.rgb + texelFetch(sharp, here - ivec2(0, above), 0).rgb, base.a);
}
