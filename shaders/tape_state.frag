#version 330 core

// The de-emphasis' memory of the line so far, at the beginning of each of four texels.

#include "tape_grid.glsl"
#include "memory.constants"

uniform isampler2D played;

layout(location = 0) out vec4 remembered;

void main() {
    ivec2 first = ivec2(4 * int(gl_FragCoord.x), gl_FragCoord.y);
    vec4 early, late;
    remembered = vec4(0.0);
    for (int i = 0; i < MEMORY; i++) {
        load(played, first - ivec2(i + 1, 0), early, late);
        remembered.x += dot(EARLY_LEFT[i], early) + dot(LATE_LEFT[i], late);
    }
    for (int i = 0; i < 3; i++) {
        load(played, first + ivec2(i, 0), early, late);
        remembered[i + 1] = DECAY * remembered[i] + dot(EARLY_LEFT[0], early) + dot(LATE_LEFT[0], late);
    }
}
