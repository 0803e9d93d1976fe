// The part of a wire in which colour is looked for: all of it, or (COMB) the part that alternates from line to line, as the
// subcarrier does.

#include "tape_grid.glsl"

void load_band(isampler2D wire, ivec2 place, out vec4 early, out vec4 late) {
    load(wire, place, early, late);
#ifdef COMB
    vec4 early_above, late_above;
    load(wire, place + ivec2(0, place.y % FIELD_LINES == 0 ? 1 : -1), early_above, late_above);
    early = 0.5 * (early - early_above);
    late = 0.5 * (late - late_above);
#endif
}
