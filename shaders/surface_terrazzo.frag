#version 330 core
// Terrazzo: chips of marble in cement, ground flat and waxed, with a strip of brass around each bay of 4 ft.

#include "common_noise.glsl"
#include "surface_canvas.glsl"

uniform int variant;

const float STRIP = 0.0016;  // m: half the width of the brass
const vec3 BRASS = vec3(1.25, 0.98, 0.52);

// Chips about `count` to the repeat, over what lies below: light, dark and ochre ones.
vec3 chips(vec3 below, int count, float size, uint stream)
{
    vec2 bend = vec2(noise(uv * float(2 * count), ivec2(2 * count), stream + 1u), noise(uv * float(2 * count), ivec2(2 * count), stream + 2u));
    vec3 chip = nearest_point(uv * float(count) + 0.16 * bend, ivec2(count), 0.9, stream);
    float across = max(abs(chip.x) + 0.5 * abs(chip.y), abs(chip.y) + 0.4 * chip.x);  // broken, not round
    float lot = fract(chip.z * 7.0);
    float covered = inside((across - size * (0.55 + 0.45 * chip.z)) * repeat.x / float(count));
    vec3 stone = lot < 0.50 ? vec3(1.26, 1.25, 1.20) : lot < 0.72 ? vec3(0.98, 0.93, 0.82) : lot < 0.88 ? vec3(0.70, 0.60, 0.50) : vec3(0.42, 0.42, 0.43);
    return mix(below, stone * (1.0 + 0.10 * (fract(chip.z * 53.0) - 0.5)), covered);
}

void main()
{
    uint stream = 32u * uint(variant);
    float cloud = noise(uv * 3.0, ivec2(3), stream) + 0.5 * noise(uv * 8.0, ivec2(8), stream + 1u);
    vec3 colour = vec3(0.93, 0.91, 0.87) * (1.0 + 0.03 * cloud);
    colour = chips(colour, 230, 0.42, stream + 2u);
    colour = chips(colour, 118, 0.46, stream + 6u);
    colour = chips(colour, 61, 0.34, stream + 10u);
    vec2 edge = min(uv, 1.0 - uv) * repeat;
    float strip = inside(min(edge.x, edge.y) - STRIP);
    paint(mix(colour * (1.0 + 0.02 * cloud), BRASS, strip));
}
