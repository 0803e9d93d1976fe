#version 330 core
// Glazed ceramic tiles, square, with joints of cement. A joint lies on every line of the grid of cells, so whole tiles reach
// every corner and edge.

#include "common_noise.glsl"
#include "surface_canvas.glsl"

uniform int count;      // of tiles along an edge of the repeat
uniform float joint;    // m: half its width
uniform float cushion;  // m: how far in from its edge a tile is rounded
uniform float spread;   // in tone, between tiles of one batch

const float STEEPEST = 0.45;  // slope of a tile's edge

void main()
{
    vec2 p = uv * repeat, tile = repeat / float(count), within = mod(p, tile);
    vec2 edge = min(within, tile - within);  // m from the lines of the grid
    ivec2 number = ivec2(p / tile);

    // Tiles of one batch differ a little in tone and hue; the glaze is thinner, and greyer, over their rounded edges.
    uint lot = lattice_hash(number, ivec2(count), 1u);
    float tone = unit_float(lot) - 0.5, hue = unit_float(lowbias32(lot)) - 0.5;
    float cloud = noise(uv * 40.0, ivec2(40), 2u);
    float rounded = smoothstep(cushion, 0.0, min(edge.x, edge.y) - joint);
    vec3 glaze = (1.02 + spread * tone + 0.006 * cloud - 0.05 * rounded) * (1.0 + 0.012 * hue * vec3(1.0, 0.0, -1.6));

    // Cement between them, that dirt has reached unevenly.
    float sand = unit_float(lattice_hash(ivec2(uv * 1024.0), ivec2(1024), 3u)) - 0.5;
    float soiled = 0.5 + 0.5 * noise(uv * 24.0, ivec2(24), 4u);
    vec3 cement = (0.74 - 0.16 * soiled + 0.05 * sand) * vec3(1.0, 0.985, 0.95);

    float between = max(inside(edge.x - joint), inside(edge.y - joint));
    float deep = 500.0 * STEEPEST * cushion;  // mm: so far a tile has fallen where its edge ends
    paint(mix(glaze, cement, between), mix(-deep * rounded * rounded, -deep - 0.4, between));
}
