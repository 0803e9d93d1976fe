#version 330 core

// Tiles of the atlas that the light of dimmable lamps falls on (liminal/light/part.py).

#include "bake_part.glsl"

in vec2 corner;    // texels of the atlas
in ivec2 low;      // the tile's lower corner
in ivec2 entries;  // first of its entries, and how many they are

uniform vec2 atlas_size;

flat out ivec2 tile_low;
flat out ivec2 tile_entries;
flat out ivec4 first_x;  // of the first four entries: from a texel of the atlas to where the part keeps it
flat out ivec4 first_y;
flat out vec4 first_dimmer;

void main() {
    gl_Position = vec4(2.0 * corner / atlas_size - 1.0, 0.0, 1.0);
    tile_low = low;
    tile_entries = entries;

    // Most tiles have no more than four: looked up here, they cost a texel one fetch each.
    first_x = first_y = ivec4(0);
    first_dimmer = vec4(0.0);
    for (int i = 0; i < min(entries.y, 4); ++i) {
        Entry entry = entry_at(entries.x + i);
        first_x[i] = entry.slot.x - low.x;
        first_y[i] = entry.slot.y - low.y;
        first_dimmer[i] = entry.dimmer;
    }
}
