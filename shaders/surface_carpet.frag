#version 330 core
// Short-pile carpet: tufts of heathered yarn, 3.2 mm apart, with shade between them. Nothing broader than a hand's
// breadth: what is broader would be seen to repeat, and comes from `surface_wander.frag`.

#include "common_noise.glsl"
#include "surface_canvas.glsl"

const float TUFTS = 288.0;  // along 0.9144 m

void main()
{
    // The pile leans this way and that, so the rows of tufts wave.
    vec2 lean = vec2(noise(uv * 24.0, ivec2(24), 1u), noise(uv * 24.0, ivec2(24), 2u));
    vec3 tuft = nearest_point(uv * TUFTS + 0.9 * lean, ivec2(TUFTS), 0.95, 3u);

    // A tuft is brightest at its cut end and dark where it dives; the light comes mostly from one side of the lean.
    float depth = dot(tuft.xy, tuft.xy);
    float pile = 1.22 - 0.95 * smoothstep(0.05, 0.85, depth) + 0.16 * (tuft.x + tuft.y);

    // Three yarns twisted together: straw, tan, umber.
    vec3 yarn = tuft.z < 0.22 ? vec3(1.30, 1.29, 1.22) : tuft.z < 0.72 ? vec3(1.00) : vec3(0.68, 0.66, 0.64);
    yarn *= 0.90 + 0.20 * fract(tuft.z * 57.0);

    // Patches where the pile is trodden one way or the other.
    float patch_tone = 0.03 * noise(uv * 21.0, ivec2(21), 4u) + 0.06 * noise(uv * 43.0, ivec2(43), 5u)
                     + 0.05 * noise(uv * 96.0, ivec2(96), 6u);
    paint(max(pile * yarn * (1.0 + patch_tone), 0.1));
}
