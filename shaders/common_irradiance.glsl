// How the lightmap is read: its tiles are kept apart, and nothing is read round corners.

// Per tile of the atlas: where it is kept, and where those to the right of it, above it and beyond both are (lower corners
// in texels, u | v << 16). All four at once, because fetching costs more than choosing. It begins with a row and a column
// for what lies outside (liminal/light/page.py).
uniform isampler2D pages;

const int TILE = 32;  // texels along its edge
const int TILE_BITS = 5;

ivec2 corner_of(int packed_corner) {
    return ivec2(packed_corner & 0xffff, packed_corner >> 16);
}

// Irradiance (lux) at an atlas position (texels): bilinear among those of the four texels that belong to the surface.
// Where none is known, `ambient`.
vec3 irradiance_at(sampler2D atlas, vec2 place, float key, vec3 ambient) {
    vec2 corner = place - 0.5;
    ivec2 low = ivec2(floor(corner));
    vec2 part = corner - vec2(low);

    // The second column of the four, and the second row, may lie in other tiles than the first.
    ivec4 tiles = texelFetch(pages, (low >> TILE_BITS) + 1, 0);
    ivec2 first = low & (TILE - 1), second = (first + 1) & (TILE - 1);
    bool beyond = second.x == 0, above = second.y == 0;
    vec4 a = texelFetch(atlas, corner_of(tiles.x) + first, 0);
    vec4 b = texelFetch(atlas, corner_of(beyond ? tiles.y : tiles.x) + ivec2(second.x, first.y), 0);
    vec4 c = texelFetch(atlas, corner_of(above ? tiles.z : tiles.x) + ivec2(first.x, second.y), 0);
    int opposite = beyond ? (above ? tiles.w : tiles.y) : (above ? tiles.z : tiles.x);
    vec4 d = texelFetch(atlas, corner_of(opposite) + second, 0);
    vec4 weight = vec4((1.0 - part.x) * (1.0 - part.y), part.x * (1.0 - part.y), (1.0 - part.x) * part.y, part.x * part.y);
    weight *= vec4(equal(vec4(a.a, b.a, c.a, d.a), vec4(key)));
    float known = weight.x + weight.y + weight.z + weight.w;
    if (known < 1e-3)
        return ambient;
    return (a.rgb * weight.x + b.rgb * weight.y + c.rgb * weight.z + d.rgb * weight.w) / known;
}
