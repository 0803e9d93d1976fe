#version 330 core

// The light of a texel: the fixed part, and each dimmable lamp's own as bright as the lamp is now.

uniform sampler2D fixed_light;   // rgb: lux; a: key
uniform sampler2D parts;         // the tiles of all parts, `shelf` slots a row
uniform isampler2D entry_list;   // per entry: slot, part; folded 1024 a row
uniform sampler2D dimmers;       // per part: 1 = the lamp's mean output; folded 1024 a row
uniform int tile;                // texels along the edge of a tile
uniform int shelf;

flat in ivec2 tile_low;
flat in ivec2 tile_entries;

layout(location = 0) out vec4 light;

ivec2 folded(int i) {
    return ivec2(i & 1023, i >> 10);
}

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    light = texelFetch(fixed_light, here, 0);
    for (int i = 0; i < tile_entries.y; ++i) {
        ivec2 entry = texelFetch(entry_list, folded(tile_entries.x + i), 0).xy;
        ivec2 slot = ivec2(entry.x % shelf, entry.x / shelf) * tile;
        light.rgb += texelFetch(dimmers, folded(entry.y), 0).x * texelFetch(parts, slot + here - tile_low, 0).rgb;
    }
}
