#version 330 core

// Squares of the atlas that the light of dimmable lamps falls on, as points (liminal/light/part.py).

#include "bake_part.glsl"

in ivec2 corner;  // texels of the atlas
in ivec2 slot;    // texels of the kept parts: of the first entry
in int entries;
in ivec4 low;     // parts of the first eight entries
in ivec4 high;

uniform vec2 whole;  // texels: whole squares that cover the atlas

flat out ivec2 square_slot;
flat out int square_entries;
flat out vec2 shift;        // from a texel of the atlas to where its first entry is kept
flat out vec4 low_dimmer;   // of the first eight entries
flat out vec4 high_dimmer;

void main() {
    gl_Position = vec4((2.0 * vec2(corner) + float(square)) / whole - 1.0, 0.0, 1.0);
    gl_PointSize = float(square);
    square_slot = slot;
    square_entries = entries;
    shift = vec2(slot - corner);
    for (int i = 0; i < 4; ++i) {
        low_dimmer[i] = dimmers[low[i]];
        high_dimmer[i] = dimmers[high[i]];
    }
}
