#version 330 core
// A floor of trowelled concrete, 2.44 m square: sweeps of the trowel, dark specks of sand, tyre dust, hairline cracks, and
// a sawn joint around it.

#include "common_noise.glsl"
#include "surface_canvas.glsl"

uniform int variant;

const float SAWN = 0.0025;  // m: half the width of the joint

void main()
{
    vec2 p = uv * repeat;
    uint stream = 32u * uint(variant);
    vec2 bend = vec2(noise(uv * 7.0, ivec2(7), stream), noise(uv * 7.0, ivec2(7), stream + 1u));
    float cloud = noise(uv * 4.0 + 0.5 * bend, ivec2(4), stream + 2u) + 0.7 * noise(uv * 11.0 + bend, ivec2(11), stream + 3u);

    // The trowel went round in arcs: rings about points a metre apart, worn through by feet and wheels.
    vec3 swing = nearest_point(uv * 3.0 + 0.10 * bend, ivec2(3), 0.8, stream + 4u);
    float arcs = sin(length(swing.xy) * 150.0 + 4.0 * noise(uv * 30.0, ivec2(30), stream + 5u));
    float fine = noise(uv * 210.0, ivec2(210), stream + 6u) + 0.7 * noise(uv * 470.0, ivec2(470), stream + 7u);
    float sand = unit_float(lattice_hash(ivec2(uv * 1024.0), ivec2(1024), stream + 8u)) - 0.5;
    float tone = 1.0 + 0.055 * cloud + 0.016 * arcs + 0.035 * fine + 0.07 * sand;

    // Map cracks where it dried too fast: thin, dark, in a few places.
    vec3 cell = nearest_point(uv * 9.0 + 0.22 * bend, ivec2(9), 0.9, stream + 9u);
    float crack = abs(noise(uv * 6.0 + 0.9 * bend, ivec2(6), stream + 10u)) / 6.0 * repeat.x;
    float broken = inside(crack - 0.0008) * smoothstep(0.15, 0.5, noise(uv * 5.0, ivec2(5), stream + 11u));
    tone *= 1.0 - 0.35 * broken;

    // Oil and rubber, wiped wide.
    float spill = smoothstep(0.55, 0.95, noise(uv * 6.0 + 0.6 * bend, ivec2(6), stream + 12u)) * (0.6 + 0.4 * cell.z);
    tone *= 1.0 - 0.13 * spill;

    vec2 edge = min(p, repeat - p);
    float joint = inside(min(edge.x, edge.y) - SAWN);
    tone *= 1.0 - 0.55 * joint;
    vec3 colour = vec3(tone) * (1.0 + 0.010 * cloud * vec3(1.0, 0.1, -1.1));
    paint(max(colour, 0.08), 0.02 * arcs + 0.05 * fine - 3.0 * joint - 0.8 * broken);
}
