#version 330 core
// Concrete as it came out of the formwork: one panel of 4 x 8 ft, with the fins of its joints, the cones of its ties in
// pairs, pores where air was caught, and the tide marks of one pour over another.

#include "common_noise.glsl"
#include "surface_canvas.glsl"

uniform int variant;

const float CONE = 0.013;   // m: radius of a tie's hole
const float FIN = 0.0022;   // m: half the width of the line between panels

const float BOARDS = 8.0;   // to a panel

void main()
{
    vec2 p = uv * repeat;
    uint stream = 32u * uint(variant);

    // Cement paste is blotched: lighter where water bled, darker where the ply drank it.
    vec2 bend = vec2(noise(uv * vec2(5.0, 10.0), ivec2(5, 10), stream), noise(uv * vec2(6.0, 12.0), ivec2(6, 12), stream + 1u));
    float cloud = noise(uv * vec2(3.0, 6.0) + 0.35 * bend, ivec2(3, 6), stream + 2u) + 0.6 * noise(uv * vec2(9.0, 18.0) + bend, ivec2(9, 18), stream + 3u);
    float fine = noise(uv * vec2(60.0, 120.0), ivec2(60, 120), stream + 4u) + noise(uv * vec2(170.0, 340.0), ivec2(170, 340), stream + 5u);
    float streak = noise(uv * vec2(70.0, 5.0), ivec2(70, 5), stream + 6u);
    float sand = unit_float(lattice_hash(ivec2(uv * 1024.0), ivec2(1024), stream + 7u)) - 0.5;
    float tone = 1.0 + 0.075 * cloud + 0.020 * fine + 0.030 * streak + 0.05 * sand;

    // Pores: a few of some millimetres, many small ones.
    vec3 large = nearest_point(uv * vec2(28.0, 56.0), ivec2(28, 56), 0.9, stream + 8u);
    vec3 small = nearest_point(uv * vec2(90.0, 180.0), ivec2(90, 180), 0.9, stream + 9u);
    float pore = inside((length(large.xy) * repeat.x / 28.0) - 0.0026 * (large.z - 0.70) * 2.6);
    pore = max(pore, 0.7 * inside((length(small.xy) * repeat.x / 90.0) - 0.0022 * (small.z - 0.45)));
    tone *= 1.0 - 0.45 * pore;

    // Each panel took its own colour; along its joints paste leaked out: a pale fin with a darker, rougher edge.
    vec2 edge = min(p, repeat - p);
    float wander = 0.0012 * noise(uv * vec2(40.0, 80.0), ivec2(40, 80), stream + 10u);
    float from_joint = min(edge.x, edge.y) + wander;
    float leaked = exp(-from_joint / 0.022) * (0.55 + 0.45 * noise(uv * vec2(12.0, 24.0), ivec2(12, 24), stream + 11u));
    float fin = inside(from_joint - FIN);
    tone = tone * (1.0 - 0.13 * leaked) * (1.0 - 0.30 * fin);

    // Tie holes: two by two, a third of the panel in from its ends, plugged a little deeper than the face.
    vec2 quarter = abs(p - 0.5 * repeat) - vec2(0.25, 0.25) * repeat;
    float cone = length(quarter);
    float hole = inside(cone - CONE);
    float ring = exp(-pow((cone - CONE) / 0.006, 2.0)) * (1.0 - hole);
    float sunk = 1.0 - smoothstep(0.35 * CONE, 1.15 * CONE, cone);
    float below = smoothstep(0.012, 0.0, abs(quarter.x)) * smoothstep(0.0, 0.05, -quarter.y) * smoothstep(0.5, 0.0, -quarter.y);
    tone *= (1.0 - 0.55 * hole) * (1.0 - 0.10 * ring);
    vec3 rust = vec3(0.02, 0.06, 0.10) * below * (0.5 + 0.5 * noise(uv * vec2(50.0, 6.0), ivec2(50, 6), stream + 12u));

    vec3 paste = vec3(tone) * (1.0 + 0.012 * cloud * vec3(1.0, 0.2, -1.2)) - rust;

    // Boards behind the ply were a hand wide, and pressed it out a little; its edges curl in, where paste made a fin.
    float board = abs(fract(uv.x * BOARDS + 0.02 * noise(uv * vec2(8.0, 16.0), ivec2(8, 16), stream + 13u)) - 0.5);
    float height = 0.35 * smoothstep(0.5, 0.42, board) + 0.25 * noise(uv * vec2(9.0, 18.0) + bend, ivec2(9, 18), stream + 3u);
    height += 1.1 * smoothstep(0.008, FIN, from_joint) - 4.0 * sunk - 1.0 * pore + 0.05 * fine;
    paint(max(paste, 0.08), height);
}
