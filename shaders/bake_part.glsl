// What falls on a tile: which slot of the kept parts, and how bright its lamp is now.

uniform isampler2D entry_list;   // per entry: slot, part; folded 1024 a row
uniform sampler2D dimmers;       // per part: 1 = the lamp's mean output; folded 1024 a row
uniform int tile;                // texels along the edge of a tile
uniform int shelf;               // slots a row

struct Entry {
    ivec2 slot;     // its lower corner, texels
    float dimmer;
};

ivec2 folded(int i) {
    return ivec2(i & 1023, i >> 10);
}

Entry entry_at(int i) {
    ivec2 entry = texelFetch(entry_list, folded(i), 0).xy;
    return Entry(ivec2(entry.x % shelf, entry.x / shelf) * tile, texelFetch(dimmers, folded(entry.y), 0).x);
}
