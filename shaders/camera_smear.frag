#version 330 core

// Smear: light leaks into charges while they move down their columns. Each column gets a share of all its overload.

#include "camera_grid.glsl"
#include "settings.constants"

uniform sampler2D overload;  // of each column, in GROUPS sums of lines for each field

layout(location = 0) out vec4 early;
layout(location = 1) out vec4 late;

const int GROUPS = FIELD_LINES / 8;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    vec3 near = vec3(0.0);
    for (int i = 0; i < GROUPS; i++)
        for (int j = 0; j < 3; j++)
            near[j] += texelFetch(overload, ivec2(clamp(here.x + j - 1, 0, TEXELS - 1), here.y * GROUPS + i), 0).r;

    // Linear between the centres of texels.
    near *= SMEAR / float(FIELD_LINES);
    const vec4 EARLY = vec4(1.0, 3.0, 5.0, 7.0) / 16.0;
    early = mix(near.xxxx, near.yyyy, 0.5 + EARLY);
    late = mix(near.yyyy, near.zzzz, EARLY);
}
