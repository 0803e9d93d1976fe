// A texel of the lightmap: a point on a surface that the light is found for.
//
// The texels to be found stand in a list, folded into a texture LIST_WIDTH wide (liminal/light/texel.py).

#include "common_hash.glsl"

// xyz: position in grid space; w: facing + 8 * phase + 128 * log2(stride).
uniform sampler2D texels;

const float OFFSET = 0.02;  // cells (3 mm): how far rays start above their surface
const vec3 NORMALS[6] = vec3[6](vec3(1, 0, 0), vec3(-1, 0, 0), vec3(0, 0, 1), vec3(0, 0, -1), vec3(0, -1, 0), vec3(0, 1, 0));

struct Texel {
    vec3 position;  // just above the surface
    vec3 normal;
    int facing;
    int phase;      // 0..15: its place in a 4 x 4 block; the block's texels share one long sequence of samples
    int stride;     // how many texels of the atlas, along each edge, it stands for
};

Texel texel_at(ivec2 place) {
    vec4 packed_texel = texelFetch(texels, place, 0);
    int code = int(packed_texel.w);
    int facing = code & 7;
    vec3 normal = NORMALS[facing];
    return Texel(packed_texel.xyz + normal * OFFSET, normal, facing, (code >> 3) & 15, 1 << (code >> 7));
}

// Point `i` of an evenly spread sequence in the unit square (Roberts 2018, The R2 sequence).
vec2 spread_2(int i) {
    return fract(0.5 + float(i) * vec2(0.7548776662, 0.5698402910));
}

// The same in the unit cube.
vec3 spread_3(int i) {
    return fract(0.5 + float(i) * vec3(0.8191725134, 0.6710436067, 0.5497004779));
}
