#version 330 core
// Painted plaster: the float's sweeps under two coats of distemper, patches filled since, and hairline cracks.

#include "common_noise.glsl"
#include "surface_canvas.glsl"

uniform int variant;

void main()
{
    uint stream = 32u * uint(variant);
    vec2 bend = vec2(noise(uv * 5.0, ivec2(5), stream), noise(uv * 5.0, ivec2(5), stream + 1u));
    float cloud = noise(uv * 3.0 + 0.4 * bend, ivec2(3), stream + 2u) + 0.6 * noise(uv * 8.0 + bend, ivec2(8), stream + 3u);
    float sweep = noise(uv * vec2(26.0, 9.0) + 2.2 * bend, ivec2(26, 9), stream + 4u);
    float grain = noise(uv * 190.0, ivec2(190), stream + 5u) + 0.7 * noise(uv * 430.0, ivec2(430), stream + 6u);
    float tone = 1.0 + 0.018 * cloud + 0.012 * sweep + 0.014 * grain;

    // Holes were filled, and painted over from another can.
    vec3 spot = nearest_point(uv * 4.0 + 0.10 * bend, ivec2(4), 0.7, stream + 7u);
    float patched = smoothstep(0.20, 0.17, length(spot.xy * vec2(1.0, 0.8))) * step(0.72, spot.z);
    tone *= 1.0 + 0.022 * patched;

    float way = noise(uv * 4.0 + 0.8 * bend, ivec2(4), stream + 8u) + 0.10 * noise(uv * 37.0, ivec2(37), stream + 9u);
    float crack = inside(abs(way) / 4.0 * repeat.x - 0.0006) * smoothstep(0.1, 0.45, noise(uv * 3.0, ivec2(3), stream + 10u));
    paint(vec3(tone) * (1.0 + 0.004 * cloud * vec3(1.0, 0.2, -1.2)) - 0.22 * crack, 0.25 * sweep + 0.05 * grain - 0.3 * crack);
}
