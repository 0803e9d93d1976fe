#version 330 core

// De-emphasis, a recursive filter, from what it remembers at the beginning of each texel.

#include "tape_grid.glsl"
#include "memory"

uniform isampler2D played;
uniform sampler2D memory;  // of four texels at a time

layout(location = 0) out ivec4 restored;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    vec4 early, late;
    load(played, here, early, late);
    float remembered = recall(memory, here);
    restored = store(OWN * early + PASSED_EARLY * remembered,
                     OWN * late + EARLY_TO_LATE * early + PASSED_LATE * remembered);
}
