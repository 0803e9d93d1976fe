// The pages of the atlas: where its tiles are kept (liminal/light/page_table.py).

#include "light.constants"

uniform isampler2D pages;  // per tile: the way to where it is kept, texels


// Where a texel of the atlas is kept.
ivec2 kept(ivec2 place) {
    return place + texelFetch(pages, place >> TILE_BITS, 0).xy;
}
