#version 330 core
// Paint on steel, wood or plastic: nearly even, with the fine bumps a roller leaves and a few faint scuffs.

#include "common_noise.glsl"
#include "surface_canvas.glsl"

void main()
{
    float bumps = noise(uv * 400.0, ivec2(400), 1u) + noise(uv * 170.0, ivec2(170), 2u);
    float cloud = noise(uv * vec2(6.0, 9.0), ivec2(6, 9), 3u);

    // Scuffs run level, where shoes and vacuum cleaners pass.
    float streak = noise(uv * vec2(9.0, 330.0), ivec2(9, 330), 4u);
    float here = noise(uv * vec2(14.0, 26.0), ivec2(14, 26), 5u);
    float scuff = smoothstep(0.62, 0.95, streak) * smoothstep(0.45, 0.85, here);
    paint(vec3(1.0 + 0.007 * bumps + 0.010 * cloud) - scuff * vec3(0.09, 0.10, 0.11));
}
