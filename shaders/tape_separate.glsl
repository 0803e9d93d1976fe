// What of a wire may be colour: all of it, or (with a comb) what turns over from line to line, as the subcarrier does.

#include "tape_grid.glsl"

void load_turning(isampler2D wire, ivec2 place, out vec4 early, out vec4 late) {
    load(wire, place, early, late);
#ifdef COMB
    vec4 early_above, late_above;
    load(wire, place + ivec2(0, place.y % LINES == 0 ? 1 : -1), early_above, late_above);
    early = 0.5 * (early - early_above);
    late = 0.5 * (late - late_above);
#endif
}
