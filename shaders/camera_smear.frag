#version 330 core

// Smear: while charges move down their columns, light still leaks in. Each column gets a little of all that it holds.

#include "camera_grid.glsl"
#include "dials"

uniform isampler2D plane;

layout(location = 0) out vec4 early;
layout(location = 1) out vec4 late;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    early = late = vec4(0.0);
    for (int i = 0; i < LINES; i++) {
        vec4 a, b;
        load_light(plane, ivec2(here.x, here.y * LINES + i), a, b);
        early += max(a - 1.0, 0.0);
        late += max(b - 1.0, 0.0);
    }
    early *= SMEAR / float(LINES);
    late *= SMEAR / float(LINES);
}
