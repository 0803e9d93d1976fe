#version 330 core

// What the de-emphasis remembers of the line so far, at the beginning of every fourth texel.

#include "tape_grid.glsl"
#include "memory"

uniform isampler2D played;

layout(location = 0) out float remembered;

void main() {
    ivec2 here = ivec2(int(gl_FragCoord.x) * BLOCK - 1, gl_FragCoord.y);
    remembered = 0.0;
    for (int i = 0; i < MEMORY; i++) {
        vec4 early, late;
        load(played, here - ivec2(i, 0), early, late);
        remembered += dot(EARLY_LEFT[i], early) + dot(LATE_LEFT[i], late);
    }
}
