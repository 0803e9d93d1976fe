#version 330 core

// Luma decoding: the band about the subcarrier, which is taken for colour, is subtracted. A wire that is composite in part
// is subtracted in the same proportion.

#include "tape_separate.glsl"
#include "filter.constants"

uniform isampler2D luma;
uniform isampler2D wire;

layout(location = 0) out ivec4 decoded;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    vec4 early, late;
    load(luma, here, early, late);
    for (int i = 0; i < FILTER_TEXELS; i++) {
        vec4 a, b;
        load_band(wire, here + ivec2(FIRST_TEXEL + i, 0), a, b);
        early -= EARLY_TO_EARLY[i] * a + LATE_TO_EARLY[i] * b;
        late -= EARLY_TO_LATE[i] * a + LATE_TO_LATE[i] * b;
    }
    decoded = store(early, late);
}
