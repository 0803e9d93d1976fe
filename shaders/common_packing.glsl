// Eight numbers of 16 bits in a texel (liminal/gl/packing.py): 0 to 3, the early ones, lie in the lower halves of its
// channels, 4 to 7, the late ones, in the upper halves.

#include "packing.constants"

void unpack(ivec4 words, out vec4 early, out vec4 late) {
    early = vec4(words << 16 >> 16) / STEPS;
    late = vec4(words >> 16) / STEPS;
}

ivec4 store(vec4 early, vec4 late) {
    ivec4 low = ivec4(round(clamp(early * STEPS, -32768.0, 32767.0)));
    ivec4 high = ivec4(round(clamp(late * STEPS, -32768.0, 32767.0)));
    return (low & 0xFFFF) | (high << 16);
}

// One texel of a tile of noise (liminal/gl/noise_tile.py), which repeats in both directions.
void load_noise(isampler2D tile, ivec2 place, out vec4 early, out vec4 late) {
    unpack(texelFetch(tile, place & (textureSize(tile, 0) - 1), 0), early, late);
}
