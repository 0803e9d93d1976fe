// How the lightmap is read: its tiles are kept apart, and nothing is read round corners.

#include "common_page.glsl"

// Irradiance (lux) at an atlas position (texels): bilinear among those of the four texels that belong to the surface.
// Where none is known, `ambient`.
vec3 irradiance_at(sampler2D atlas, vec2 place, float key, vec3 ambient) {
    vec2 corner = place - 0.5;
    ivec2 low = ivec2(floor(corner));
    vec2 part = corner - vec2(low);

    // The four are kept side by side, but where a tile ends.
    ivec2 first = kept(low);
    ivec2 across = first + ivec2(1, 0), up = first + ivec2(0, 1), both = first + 1;
    if (any(equal(low & (TILE - 1), ivec2(TILE - 1)))) {
        across = kept(low + ivec2(1, 0));
        up = kept(low + ivec2(0, 1));
        both = kept(low + 1);
    }
    vec4 a = texelFetch(atlas, first, 0), b = texelFetch(atlas, across, 0);
    vec4 c = texelFetch(atlas, up, 0), d = texelFetch(atlas, both, 0);
    vec4 weight = vec4((1.0 - part.x) * (1.0 - part.y), part.x * (1.0 - part.y), (1.0 - part.x) * part.y, part.x * part.y);
    weight *= vec4(equal(vec4(a.a, b.a, c.a, d.a), vec4(key)));
    float known = weight.x + weight.y + weight.z + weight.w;
    if (known < 1e-3)
        return ambient;
    return (a.rgb * weight.x + b.rgb * weight.y + c.rgb * weight.z + d.rgb * weight.w) / known;
}
