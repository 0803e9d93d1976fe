// The pages of the atlas: where its tiles are kept (liminal/light/page.py).

uniform isampler2D pages;  // per tile: the way to where it is kept, texels

const int TILE = 32;  // texels along its edge
const int TILE_BITS = 5;

// Where a texel of the atlas is kept.
ivec2 kept(ivec2 place) {
    return place + texelFetch(pages, place >> TILE_BITS, 0).xy;
}
