#version 330 core

// The deck's playback filter of luma: band limit and sharpening. It contains the de-emphasis (RESTORING), unless line noise
// reduction comes between the two.

#include "tape_filter.glsl"

uniform isampler2D luma;
#ifdef RESTORING
uniform sampler2D memory;  // of the de-emphasis, four texels in one
#endif
#ifdef LINE_NOISE_REDUCTION
uniform float reduction;  // weight of the lines above, up to a half

const float LIMIT = 0.06;  // of white: larger differences are edges
#endif

layout(location = 0) out ivec4 filtered;

#ifdef LINE_NOISE_REDUCTION
// A difference between lines, reduced beyond LIMIT and 0 beyond twice that, so that edges stay.
vec4 limited(vec4 difference) {
    return difference * clamp(2.0 - abs(difference) / LIMIT, 0.0, 1.0);
}

// Recursive line noise reduction (JVC Video Technical Guide): a weighted sum with the filtered line above. The recursion is
// truncated after two lines: those further up have a weight of an eighth at most.
void filter_reduced(ivec2 here, out vec4 early, out vec4 late) {
    early = late = vec4(0.0);
    int line = here.y % FIELD_LINES;
    ivec2 above = ivec2(0, min(line, 1)), second = ivec2(0, min(line, 2));
    for (int i = 0; i < FILTER_TEXELS; i++) {
        ivec2 place = here + ivec2(FIRST_TEXEL + i, 0);
        vec4 a, b, above_a, above_b, second_a, second_b;
        load(luma, place, a, b);
        load(luma, place - above, above_a, above_b);
        load(luma, place - second, second_a, second_b);
        a += reduction * (1.0 - reduction) * limited(above_a - a) + reduction * reduction * limited(second_a - a);
        b += reduction * (1.0 - reduction) * limited(above_b - b) + reduction * reduction * limited(second_b - b);
        early += EARLY_TO_EARLY[i] * a + LATE_TO_EARLY[i] * b;
        late += EARLY_TO_LATE[i] * a + LATE_TO_LATE[i] * b;
    }
}
#endif

void main() {
    vec4 early, late;
#ifdef LINE_NOISE_REDUCTION
    filter_reduced(ivec2(gl_FragCoord.xy), early, late);
#else
    filter_line(luma, ivec2(gl_FragCoord.xy), early, late);
#endif
#ifdef RESTORING
    float remembered = recall(memory, ivec2(max(int(gl_FragCoord.x) + FIRST_TEXEL, 0), gl_FragCoord.y));
    early += RECALLED_EARLY * remembered;
    late += RECALLED_LATE * remembered;
#endif
    filtered = store(early, late);
}
