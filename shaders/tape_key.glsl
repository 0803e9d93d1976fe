// Letters in a signal: where they cover it, it makes way.

uniform isampler2D letters;  // on the grid of a field: their own level
uniform isampler2D kept;     // how much of the signal is kept

void key(ivec2 here, inout vec4 early, inout vec4 late) {
    ivec2 field_line = ivec2(here.x, here.y % LINES);
    vec4 level_early, level_late, kept_early, kept_late;
    load(letters, field_line, level_early, level_late);
    load(kept, field_line, kept_early, kept_late);
    early = kept_early * early + level_early;
    late = kept_late * late + level_late;
}
