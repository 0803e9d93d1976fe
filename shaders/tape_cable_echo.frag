#version 330 core

// A ghost: the signal of the wire again, delayed and weaker.

#include "tape_grid.glsl"
#include "cable.constants"

uniform isampler2D wire;

layout(location = 0) out ivec4 echoed;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy), source = here - ivec2(DELAY / 8, 0);
    vec4 early, late, quarters[4];
    load(wire, here, early, late);
    load(wire, source - ivec2(1, 0), quarters[0], quarters[1]);
    load(wire, source, quarters[2], quarters[3]);
    for (int i = 0; i < 8; i++) {
        int from = 8 + i - DELAY % 8;
        float echo = quarters[from / 4][from % 4];
        if (i < 4)
            early[i] = mix(early[i], echo, GHOST_LEVEL);
        else
            late[i - 4] = mix(late[i - 4], echo, GHOST_LEVEL);
    }
    echoed = store(early, late);
}
