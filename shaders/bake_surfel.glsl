// A surfel: a point on a surface that the light is found for.
//
// Surfels stand in a list, LIST_WIDTH to a row of a texture (liminal/piece/surfel.py, liminal/light/surfel_textures.py).

#include "common_hash.glsl"
#include "light.constants"

// xyz: position in grid space; w: phase + 16 * log2(stride).
uniform sampler2D surfels;
uniform sampler2D normals;  // xyz: normal; w: number of the surface

struct Surfel {
    vec3 position;  // just above the surface
    vec3 normal;
    int phase;      // 0..15: its place in a 4 x 4 block; the block's surfels share one long sequence of samples
    int stride;     // how many texels of the atlas, along each edge, it stands for
    int copies;     // of it in the list, which share its samples: 1, or those of a surfel of a thing
    int copy;       // which of them it is
};

Surfel surfel_at(ivec2 place) {
    vec4 packed_surfel = texelFetch(surfels, place, 0);
    int code = int(packed_surfel.w);
    vec4 normal = texelFetch(normals, place, 0);
    int phase = code & 15, copies = normal.w >= LONE_SURFACE ? COPIES : 1;
    int copy = copies > 1 ? (phase & 1) + (phase >> 1 & 2) : 0;
    return Surfel(packed_surfel.xyz + normal.xyz * RAY_START, normal.xyz, phase, 1 << (code >> 4), copies, copy);
}

// Point `i` of an evenly spread sequence in the unit square (Roberts 2018, The R2 sequence).
vec2 spread_2(int i) {
    return fract(0.5 + float(i) * vec2(0.7548776662, 0.5698402910));
}

// The same in the unit cube.
vec3 spread_3(int i) {
    return fract(0.5 + float(i) * vec3(0.8191725134, 0.6710436067, 0.5497004779));
}
