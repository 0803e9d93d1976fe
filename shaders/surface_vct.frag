#version 330 core
// Vinyl composition tile, 12 in square, eight by eight of them in two colours: marbled through, its streaks turned by a
// quarter from tile to tile, waxed and scuffed.

#include "common_noise.glsl"
#include "surface_canvas.glsl"

const ivec2 TILES = ivec2(8);
const float JOINT = 0.0004;  // m: half the width of the line where two tiles meet

void main()
{
    vec2 place = uv * vec2(TILES), within = fract(place);
    ivec2 number = ivec2(place);
    bool odd = ((number.x + number.y) & 1) == 1;
    uint lot = lattice_hash(number, TILES, 1u);

    // Each tile is cut from a sheet of its own: nothing runs on from one to the next.
    vec2 sheet = (odd ? within.yx : within) + 37.0 * vec2(lot & 63u, (lot >> 6) & 63u);
    vec2 bend = vec2(noise(sheet * 3.0, ivec2(4096), 2u), noise(sheet * 3.0, ivec2(4096), 3u));
    float broad = noise(sheet * vec2(4.0, 1.3) + 0.6 * bend, ivec2(4096), 4u);
    float thin = noise(sheet * vec2(23.0, 3.5) + 1.2 * bend, ivec2(4096), 5u);
    float fleck = noise(sheet * vec2(64.0, 13.0) + bend, ivec2(4096), 6u);
    float veins = 0.05 * broad + 0.085 * smoothstep(0.05, 0.65, thin) - 0.075 * smoothstep(0.15, 0.7, -thin) + 0.035 * fleck;
    float tone = (odd ? 0.80 : 1.16) + veins + 0.035 * (unit_float(lot) - 0.5);
    vec3 hue = odd ? vec3(1.0, 1.02, 0.99) : vec3(1.01, 1.0, 0.97);

    // Heels leave black streaks, a hand long at most; dirt stays in the joints.
    float slant = 6.2832 * unit_float(lattice_hash(ivec2(uv * 6.0), ivec2(6), 7u));
    vec2 along = mat2(cos(slant), -sin(slant), sin(slant), cos(slant)) * (fract(uv * 6.0) - 0.5) * repeat.x / 6.0;
    float streak = smoothstep(0.0022, 0.0006, abs(along.y + 0.10 * along.x * along.x)) * smoothstep(0.055, 0.02, abs(along.x));
    float scuff = streak * step(0.62, unit_float(lattice_hash(ivec2(uv * 6.0), ivec2(6), 8u)));
    vec2 edge = min(within, 1.0 - within) * repeat / vec2(TILES);
    float joint = inside(min(edge.x, edge.y) - JOINT);
    paint(hue * tone * (1.0 - 0.28 * scuff) * (1.0 - 0.30 * joint), -0.15 * joint);
}
