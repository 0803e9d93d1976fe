#version 330 core

// Tiles of the atlas that the light of dimmable lamps falls on (liminal/light/part.py).

in vec2 corner;    // texels of the atlas
in ivec2 low;      // the tile's lower corner
in ivec2 entries;  // first of its entries, and how many they are

uniform vec2 atlas_size;

flat out ivec2 tile_low;
flat out ivec2 tile_entries;

void main() {
    gl_Position = vec4(2.0 * corner / atlas_size - 1.0, 0.0, 1.0);
    tile_low = low;
    tile_entries = entries;
}
