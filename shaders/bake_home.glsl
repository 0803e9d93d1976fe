// Of texels of kept light: where they are in the atlas, and which surfel stands for them.

#include "light.constants"

uniform isampler2D homes;   // per kept tile: its column and row in the atlas, u | v << 16; where its places are kept, texels; their fold
uniform isampler2D places;  // number in the list (NUMBER_MASK) and log2(stride) or UNSEEN above it, or -1


// What stands in the place map for a texel of kept light in a tile with this home.
int place_of(ivec2 here, ivec4 home) {
    return texelFetch(places, home.yz + ((here & (TILE - 1)) >> home.w), 0).x;
}

ivec4 home_of(ivec2 here) {
    return texelFetch(homes, here >> TILE_BITS, 0);
}
