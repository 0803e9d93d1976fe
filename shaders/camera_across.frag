#version 330 core

// The first pass of scattering: along the rows.

#include "camera_scatter.glsl"

uniform sampler2D small;

layout(location = 0) out vec4 near;
layout(location = 1) out vec4 far;

vec4 scattered(int reach, float spread) {
    ivec2 here = ivec2(gl_FragCoord.xy);
    vec4 sum = vec4(0.0);
    float total = 0.0;
    for (int i = -reach; i <= reach; i++) {
        float share = weight(i, spread);
        sum += share * texelFetch(small, ivec2(clamp(here.x + i, 0, FLARE_SIZE.x - 1), here.y), 0);
        total += share;
    }
    return sum / total;
}

void main() {
    near = scattered(NEAR_REACH, NEAR_SPREAD);
    far = scattered(FAR_REACH, FAR_SPREAD);
}
