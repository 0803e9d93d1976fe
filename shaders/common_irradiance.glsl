// How the lightmap is read: its tiles are kept apart, and nothing is read round corners.

#include "light.constants"

// Per tile of the atlas: where it is kept, and where those to the right of it, above it and beyond both are (lower corners
// in texels, u | v << 16). All four at once, because fetching costs more than choosing. It begins with a row and a column
// for texels outside (liminal/light/page_table.py).
uniform isampler2D pages;

// 1 / size, texels. Both textures take the nearest texel: on llvmpipe that takes half the instructions of texelFetch.
uniform vec2 page_scale, lightmap_scale;

// A texel of the atlas at `within` the tile that is kept at a corner, texels.
vec4 kept_texel(sampler2D atlas, int packed_corner, vec2 within) {
    vec2 corner = vec2(packed_corner & 0xffff, packed_corner >> 16);
    return textureLod(atlas, (corner + within) * lightmap_scale, 0.0);
}

// Irradiance (lux) at an atlas position (texels): bilinear among those of the four texels that belong to the surface.
// Where none is known, `ambient`.
vec3 irradiance_at(sampler2D atlas, vec2 place, float key, vec3 ambient) {
    vec2 low = floor(place - 0.5);
    vec2 part = place - 0.5 - low;

    // The second column of the four, and the second row, may lie in other tiles than the first.
    vec2 tile = floor(low / float(TILE));
    ivec4 tiles = textureLod(pages, (tile + 1.5) * page_scale, 0.0);
    vec2 first = low - tile * float(TILE) + 0.5;
    bool beyond = first.x > float(TILE) - 1.0, above = first.y > float(TILE) - 1.0;
    vec2 second = first + 1.0 - float(TILE) * vec2(beyond, above);
    vec4 a = kept_texel(atlas, tiles.x, first);
    vec4 b = kept_texel(atlas, beyond ? tiles.y : tiles.x, vec2(second.x, first.y));
    vec4 c = kept_texel(atlas, above ? tiles.z : tiles.x, vec2(first.x, second.y));
    vec4 d = kept_texel(atlas, beyond ? (above ? tiles.w : tiles.y) : (above ? tiles.z : tiles.x), second);
    vec4 weight = vec4((1.0 - part.x) * (1.0 - part.y), part.x * (1.0 - part.y), (1.0 - part.x) * part.y, part.x * part.y);
    weight *= vec4(equal(vec4(a.a, b.a, c.a, d.a), vec4(key)));
    float known = weight.x + weight.y + weight.z + weight.w;
    if (known < 1e-3)
        return ambient;
    return (a.rgb * weight.x + b.rgb * weight.y + c.rgb * weight.z + d.rgb * weight.w) / known;
}
