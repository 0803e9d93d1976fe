#version 330 core

// The first pass of scattering: along the rows.

#include "camera_scatter.glsl"

uniform sampler2D small;

layout(location = 0) out vec4 near;
layout(location = 1) out vec4 far;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    vec2 total = vec2(0.0);
    near = far = vec4(0.0);
    for (int i = -4; i <= 4; i++) {
        vec2 share = weight(i);
        near += share.x * texelFetch(small, ivec2(clamp(here.x + i, 0, FLARE_SIZE.x - 1), here.y), 0);
        far += share.y * texelFetch(small, ivec2(clamp(here.x + STRIDE * i, 0, FLARE_SIZE.x - 1), here.y), 0);
        total += share;
    }
    near /= total.x;
    far /= total.y;
}
