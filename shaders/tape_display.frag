#version 330 core

// Key letters into a signal: where they cover it, it makes way.

#include "tape_grid.glsl"

uniform isampler2D signal;
uniform isampler2D letters;  // on the same grid: their own level
uniform isampler2D kept;     // how much of the signal is kept

layout(location = 0) out ivec4 keyed;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy), field_line = ivec2(here.x, here.y % LINES);
    vec4 early, late, level_early, level_late, kept_early, kept_late;
    load(signal, here, early, late);
    load(letters, field_line, level_early, level_late);
    load(kept, field_line, kept_early, kept_late);
    keyed = store(kept_early * early + level_early, kept_late * late + level_late);
}
