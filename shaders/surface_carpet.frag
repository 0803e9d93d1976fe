#version 330 core
// Short-pile carpet: tufts of heathered yarn, 3.2 mm apart, with shade between them. Nothing broader than a hand's
// breadth: broader patches would be seen to repeat, and come from `surface_wander.frag`.

#include "common_noise.glsl"
#include "surface_canvas.glsl"

const float TUFTS = 288.0;  // along 0.9144 m

void main()
{
    // The pile leans this way and that, so the rows of tufts wave.
    vec2 lean = vec2(noise(uv * 24.0, ivec2(24), 1u), noise(uv * 24.0, ivec2(24), 2u));
    vec3 tuft = nearest_point(uv * TUFTS + 0.9 * lean, ivec2(TUFTS), 0.95, 3u);

    // A tuft is brightest at its cut end and dim where it dives; the light comes mostly from one side of the lean.
    float end = exp(-3.2 * dot(tuft.xy, tuft.xy));
    float pile = 0.62 + 0.58 * end + 0.20 * (tuft.x + tuft.y);

    // Heathered yarn: straw and umber differ from tuft to tuft, and come and go in clumps of a few.
    float straw = 0.55 * noise(uv * 131.0 + 0.4 * lean, ivec2(131), 4u) + 1.15 * (tuft.z - 0.5);
    vec3 yarn = 1.0 + straw * vec3(0.200, 0.208, 0.220);

    // Patches where the pile is trodden one way or the other.
    float trodden = 0.035 * noise(uv * 53.0, ivec2(53), 5u) + 0.03 * noise(uv * 29.0, ivec2(29), 6u);
    paint(max(pile * yarn * (1.0 + trodden), 0.1), end);
}
