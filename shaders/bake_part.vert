#version 330 core

// Squares of the atlas that the light of dimmable lamps falls on, as points (liminal/light/light_group.py).

#include "bake_part.glsl"

#ifndef PARTS
#define PARTS 1
#endif

in ivec2 corner;  // texels of the atlas
in ivec2 slot;    // texels of the kept parts: of the first entry
in int entries;

uniform vec2 whole;            // texels: whole squares that cover the atlas
uniform float dimmers[PARTS];  // 1 = the lamp's mean output
uniform isampler2D listed;     // per square of the kept parts: which part it is of

flat out vec2 shift;                   // from a texel of the atlas to where its first entry is kept
flat out vec4 dimmer[ENTRIES / 4];     // of each entry; 0 where there is none

void main() {
    gl_Position = vec4((2.0 * vec2(corner) + float(square)) / whole - 1.0, 0.0, 1.0);
    gl_PointSize = float(square);
    shift = vec2(slot - corner);
    for (int i = 0; i < ENTRIES; ++i)
        dimmer[i / 4][i % 4] = i < entries ? dimmers[texelFetch(listed, slot / square + ivec2(i + 1, 0), 0).x] : 0.0;
}
