// The pages of the atlas: where its tiles are kept (liminal/light/page_table.py).

#include "light.constants"

uniform isampler2D pages;  // per tile: the way to where it is kept, texels; log2 of the atlas texels along a kept one's edge


// Where a texel of the atlas is kept.
ivec2 kept(ivec2 place) {
    ivec3 page = texelFetch(pages, place >> TILE_BITS, 0).xyz;
    return (place >> page.z) + page.xy;
}
