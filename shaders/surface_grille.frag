#version 330 core
// A vent: louvres of white steel, with dark slots between.

#include "common_noise.glsl"
#include "surface_canvas.glsl"

// m: three quarters of an inch from each to the next, eight a repeat: with a power of two every mip level holds whole
// louvres, until one is even grey.
const float PITCH = 0.01905;

void main()
{
    vec2 p = uv * repeat;
    float f = fract(p.y / PITCH);
    float slot = smoothstep(0.60, 0.66, f) * smoothstep(1.0, 0.97, f);
    float slope = 1.45 - 0.55 * f;  // each blade turns away from the light
    float dust = 0.03 * noise(uv * vec2(24.0, 48.0), ivec2(24, 48), 1u);
    paint(vec3(mix(slope + dust, 0.10, slot)), mix(-6.0 * f, -8.0, slot));
}
