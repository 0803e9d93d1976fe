#version 330 core

// De-emphasis, a recursive filter: from what it remembered at the beginning of the block, texel by texel.

#include "tape_grid.glsl"
#include "memory"

uniform isampler2D played;
uniform sampler2D memory;

layout(location = 0) out ivec4 restored;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    float remembered = texelFetch(memory, ivec2(here.x / BLOCK, here.y), 0).r;
    vec4 early, late;
    for (int i = here.x / BLOCK * BLOCK; i < here.x; i++) {
        load(played, ivec2(i, here.y), early, late);
        remembered = FADING * remembered + dot(EARLY_LEFT[0], early) + dot(LATE_LEFT[0], late);
    }
    load(played, here, early, late);
    restored = store(OWN * early + PASSED_EARLY * remembered,
                     OWN * late + EARLY_TO_LATE * early + PASSED_LATE * remembered);
}
