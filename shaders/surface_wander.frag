#version 330 core
// How the place has aged, at a scale of steps and rooms: one texel a cell, repeating every 256 cells (39 m).
// red: unevenness of wear, broad; green: damp, which shows where it passes 0.5; blue: soiling of walls; alpha: mottling
// of a foot or two. But for damp each channel lies around 0.5, which is "as usual".

#include "common_noise.glsl"

const float WET = 1.2;  // of the noise of damp, from -1.75 to 1.75: beyond it lies a hundredth of the floor

in vec2 uv;
out vec4 stored;

void main()
{
    vec2 bend = 0.8 * vec2(noise(uv * 32.0, ivec2(32), 1u), noise(uv * 32.0, ivec2(32), 2u));
    float wear = noise(uv * 14.0 + 0.5 * bend, ivec2(14), 3u) + 0.5 * noise(uv * 31.0 + bend, ivec2(31), 4u)
               + 0.12 * noise(uv * 67.0, ivec2(67), 5u);
    float wet = noise(uv * 18.0 + 0.7 * bend, ivec2(18), 6u) + 0.45 * noise(uv * 59.0 + 0.6 * bend, ivec2(59), 7u)
              + 0.3 * noise(uv * 113.0 + bend, ivec2(113), 12u);
    float damp = 1.5 * (wet - WET);
    float soil = noise(uv * vec2(23.0, 41.0) + bend, ivec2(23, 41), 8u) + 0.5 * noise(uv * 83.0, ivec2(83), 9u);
    float mottle = noise(uv * 91.0 + bend, ivec2(91), 10u) + 0.6 * noise(uv * 127.0, ivec2(127), 11u);
    stored = 0.5 + vec4(0.28 * wear, damp, 0.30 * soil, 0.30 * mottle);
}
