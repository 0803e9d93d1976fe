// A filter along the line; its taps are constants from Python (liminal/tape/filter.py).

#include "tape_grid.glsl"
#include "filter.constants"

void filter_line(isampler2D signal, ivec2 here, out vec4 early, out vec4 late) {
    early = late = vec4(0.0);
    for (int i = 0; i < FILTER_TEXELS; i++) {
        ivec4 words = fetch(signal, here + ivec2(FIRST_TEXEL + i, 0));
        vec4 a = vec4(words << 16 >> 16), b = vec4(words >> 16);
        early += EARLY_TO_EARLY[i] * a + LATE_TO_EARLY[i] * b;
        late += EARLY_TO_LATE[i] * a + LATE_TO_LATE[i] * b;
    }
    early /= STEPS;
    late /= STEPS;
}
