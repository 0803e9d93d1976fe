#version 330 core

// Captions keyed into a signal.

#include "tape_grid.glsl"
#include "tape_letters.glsl"

uniform isampler2D signal;

layout(location = 0) out ivec4 keyed;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    vec4 early, late;
    load(signal, here, early, late);
    key(here, early, late);
    keyed = store(early, late);
}
