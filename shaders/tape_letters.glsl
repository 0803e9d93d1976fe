// Keying: the signal is attenuated where letters cover it, and their level added.

uniform isampler2D letters;  // on the grid of a field: their level
uniform isampler2D kept;     // gain of the signal

void key(ivec2 here, inout vec4 early, inout vec4 late) {
    ivec2 field_line = ivec2(here.x, here.y % FIELD_LINES);
    vec4 level_early, level_late, kept_early, kept_late;
    load(letters, field_line, level_early, level_late);
    load(kept, field_line, kept_early, kept_late);
    early = kept_early * early + level_early;
    late = kept_late * late + level_late;
}
