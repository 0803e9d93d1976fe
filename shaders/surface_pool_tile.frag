#version 330 core
// Glazed ceramic tiles of 6 inches with joints of 3 mm: eight by eight of them. A joint lies on every line of the grid of
// cells, so whole tiles reach every corner and edge.

#include "common_noise.glsl"
#include "surface_canvas.glsl"

const ivec2 TILES = ivec2(8);
const float TILE = 0.1524;   // m
const float JOINT = 0.0015;  // m: half its width
const float CUSHION = 0.004; // m: how far in from its edge a tile is rounded

void main()
{
    vec2 p = uv * repeat, within = mod(p, TILE);
    vec2 edge = min(within, TILE - within);  // m from the lines of the grid
    ivec2 number = ivec2(p / TILE);

    // Tiles of one batch differ a little in tone and hue; the glaze is thinner, and greyer, over their rounded edges.
    uint lot = lattice_hash(number, TILES, 1u);
    float tone = unit_float(lot) - 0.5, hue = unit_float(lowbias32(lot)) - 0.5;
    float cloud = noise(uv * 40.0, ivec2(40), 2u);
    float rounded = smoothstep(CUSHION, 0.0, min(edge.x, edge.y) - JOINT);
    vec3 glaze = (1.02 + 0.035 * tone + 0.006 * cloud - 0.05 * rounded) * (1.0 + 0.012 * hue * vec3(1.0, 0.0, -1.6));

    // Cement between them, that dirt has reached unevenly.
    float sand = unit_float(lattice_hash(ivec2(uv * 1024.0), ivec2(1024), 3u)) - 0.5;
    float soiled = 0.5 + 0.5 * noise(uv * 24.0, ivec2(24), 4u);
    vec3 cement = (0.74 - 0.16 * soiled + 0.05 * sand) * vec3(1.0, 0.985, 0.95);

    float joint = max(inside(edge.x - JOINT), inside(edge.y - JOINT));
    float height = mix(-0.9 * rounded * rounded, -1.3, joint);
    paint(mix(glaze, cement, joint), height);
}
