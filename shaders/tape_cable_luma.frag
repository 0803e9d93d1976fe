#version 330 core

// The television finds luma again: all but what it takes for colour, which is whatever lies about the subcarrier. Where
// the wire is shared in part, that much is added to luma, and as much of the wire taken away.

#include "tape_separate.glsl"
#include "kernel"

uniform isampler2D luma;
uniform isampler2D wire;

layout(location = 0) out ivec4 found;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    vec4 early, late;
    load(luma, here, early, late);
    for (int i = 0; i < FILTER_TEXELS; i++) {
        vec4 a, b;
        load_turning(wire, here + ivec2(FIRST_TEXEL + i, 0), a, b);
        early -= EARLY_TO_EARLY[i] * a + LATE_TO_EARLY[i] * b;
        late -= EARLY_TO_LATE[i] * a + LATE_TO_LATE[i] * b;
    }
    found = store(early, late);
}
