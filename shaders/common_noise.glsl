// Noise that repeats exactly: `period` counts lattice cells along each axis, up to 4096.

#include "common_hash.glsl"

// A random number in [0, 1) for a cell of a repeating lattice; `stream` (below 256) keeps uses apart.
uint lattice_hash(ivec2 cell, ivec2 period, uint stream)
{
    ivec2 c = cell - period * ivec2(floor((vec2(cell) + 0.5) / vec2(period)));
    return lowbias32(uint(c.x) | uint(c.y) << 12 | stream << 24);
}

// Value noise with quintic blending (K. Perlin, 2002, "Improving Noise"), in [-1, 1].
float noise(vec2 p, ivec2 period, uint stream)
{
    ivec2 cell = ivec2(floor(p));
    vec2 t = p - vec2(cell);
    t = t * t * t * (t * (t * 6.0 - 15.0) + 10.0);
    float a = unit_float(lattice_hash(cell, period, stream));
    float b = unit_float(lattice_hash(cell + ivec2(1, 0), period, stream));
    float c = unit_float(lattice_hash(cell + ivec2(0, 1), period, stream));
    float d = unit_float(lattice_hash(cell + ivec2(1, 1), period, stream));
    return mix(mix(a, b, t.x), mix(c, d, t.x), t.y) * 2.0 - 1.0;
}

// Scattered points, one in each cell (S. Worley, 1996, "A Cellular Texture Basis Function"): xy from the nearest point
// to here, in cells; z that point's own random number. Looks at the 3 x 3 cells around, enough for points that keep
// within the middle `spread` (0..1) of theirs.
vec3 nearest_point(vec2 p, ivec2 period, float spread, uint stream)
{
    ivec2 cell = ivec2(floor(p));
    vec3 nearest = vec3(9.0, 9.0, 0.0);
    for (int y = -1; y <= 1; ++y)
        for (int x = -1; x <= 1; ++x) {
            ivec2 there = cell + ivec2(x, y);
            uint h = lattice_hash(there, period, stream);
            vec2 jitter = vec2(float(h & 1023u), float(h >> 10 & 1023u)) / 1024.0 - 0.5;
            vec2 offset = p - (vec2(there) + 0.5 + spread * jitter);
            if (dot(offset, offset) < dot(nearest.xy, nearest.xy))
                nearest = vec3(offset, float(h >> 20) / 4096.0);
        }
    return nearest;
}
