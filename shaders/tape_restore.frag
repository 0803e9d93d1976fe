#version 330 core

// De-emphasis, a recursive filter, from its memory at the beginning of each texel.

#include "tape_grid.glsl"
#include "memory.constants"

uniform isampler2D played;
uniform sampler2D memory;  // four texels in one

layout(location = 0) out ivec4 restored;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    vec4 early, late;
    load(played, here, early, late);
    float remembered = recall(memory, here);
    restored = store(OWN[0] * early + PASSED_EARLY * remembered,
                     OWN[0] * late + EARLY_TO_LATE[0] * early + PASSED_LATE * remembered);
}
