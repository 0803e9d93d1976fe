#version 330 core
// Concrete blocks of 16 x 8 in in running bond, painted: a dado of six courses in a darker tone, its edge drawn with a brush.

#include "common_noise.glsl"
#include "surface_canvas.glsl"

const vec2 BLOCK = vec2(0.4064, 0.2032);  // m, with its joint
const float JOINT = 0.005;   // m: half its width
const float TOOLED = 0.003;  // m: from the joint's edge to the block's face
const float DADO = 1.2192;   // m
const vec3 BELOW = vec3(0.50, 0.62, 0.60), ABOVE = vec3(1.18, 1.14, 1.14);

void main()
{
    vec2 p = uv * repeat;
    float course = floor(p.y / BLOCK.y);
    vec2 at = vec2(p.x + 0.5 * BLOCK.x * mod(course, 2.0), p.y), within = mod(at, BLOCK);
    vec2 edge = min(within, BLOCK - within);
    ivec2 bond = ivec2(round(repeat / BLOCK));
    uint lot = lattice_hash(ivec2(floor(at / BLOCK)), bond, 1u);

    // Pores of the blocks that paint has not closed; runs and laps of the roller.
    ivec2 grains = ivec2(210, 840), coarse = ivec2(90, 360), laps = ivec2(9, 18);
    float pores = smoothstep(0.25, 0.75, noise(uv * vec2(grains), grains, 2u)) + 0.6 * smoothstep(0.3, 0.8, noise(uv * vec2(coarse), coarse, 3u));
    float lap = noise(uv * vec2(laps), laps, 4u);
    float between = 1.0 - smoothstep(JOINT - 0.5 * TOOLED, JOINT + 0.5 * TOOLED, min(edge.x, edge.y));
    float tone = 1.0 + 0.04 * (unit_float(lot) - 0.5) + 0.015 * lap - 0.07 * pores - 0.14 * between;

    // Feet and trolleys leave their marks on the dado's foot.
    float scuffed = smoothstep(0.35, 0.0, p.y) * smoothstep(0.1, 0.7, noise(uv * vec2(24.0, 200.0), ivec2(24, 200), 5u));
    float hem = DADO - p.y + 0.0015 * noise(uv * vec2(300.0, 4.0), ivec2(300, 4), 6u);
    vec3 paint_ = mix(ABOVE, BELOW * (1.0 - 0.18 * scuffed), smoothstep(-0.002, 0.002, hem));
    paint(paint_ * tone, -2.2 * between - 0.25 * pores * (1.0 - between));
}
