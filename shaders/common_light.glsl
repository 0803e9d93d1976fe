// The lightmap atlas: who owns a texel, and how it is read without looking round corners.

// A number for the surface that a texel belongs to. Floors and ceilings lie over one another in the plan only where
// heights change, so their height tells them apart; runs of wall are kept apart by empty texels (key 0).
// `height`: cells. Eighths of a cell between -87 and 167 cells stay within the integers that half floats hold exactly.
const float WALL_KEY = 1.0;

float level_key(float height) {
    return clamp(floor(height * 8.0 + 0.5), -700.0, 1340.0) + 702.0;
}

// Irradiance (lux) at an atlas position (texels): bilinear among those of the four texels that belong to the surface.
// Where none is known, `ambient`.
vec3 irradiance_at(sampler2D atlas, vec2 place, float key, vec3 ambient) {
    vec2 corner = place - 0.5;
    ivec2 low = ivec2(floor(corner));
    vec2 part = corner - vec2(low);
    vec4 a = texelFetch(atlas, low, 0), b = texelFetch(atlas, low + ivec2(1, 0), 0);
    vec4 c = texelFetch(atlas, low + ivec2(0, 1), 0), d = texelFetch(atlas, low + ivec2(1, 1), 0);
    vec4 weight = vec4((1.0 - part.x) * (1.0 - part.y), part.x * (1.0 - part.y), (1.0 - part.x) * part.y, part.x * part.y);
    weight *= vec4(equal(vec4(a.a, b.a, c.a, d.a), vec4(key)));
    float known = weight.x + weight.y + weight.z + weight.w;
    if (known < 1e-3)
        return ambient;
    return (a.rgb * weight.x + b.rgb * weight.y + c.rgb * weight.z + d.rgb * weight.w) / known;
}
