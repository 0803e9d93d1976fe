// Water: its surface as a sum of plane waves, what it reflects, and how it gathers light (liminal/view/waves.py).

#include "common_fresnel.glsl"
#include "water.constants"

uniform vec4 waves[WAVES];  // each: wave vector (rad/m, x and z), amplitude (m), phase at the window's corner (rad)

// Height (m) and slope of the surface, and the second derivatives xx, zz, xz (1/m), at a place (m, window-local).
struct Surface_ {
    vec2 slope;
    vec3 curvature;
};

Surface_ surface_of(vec2 place) {
    Surface_ sum = Surface_(vec2(0.0), vec3(0.0));
    for (int i = 0; i < WAVES; ++i) {
        vec4 wave = waves[i];
        float turn = dot(wave.xy, place) + wave.w;
        sum.slope -= wave.xy * (wave.z * sin(turn));
        sum.curvature -= vec3(wave.x * wave.x, wave.y * wave.y, wave.x * wave.y) * (wave.z * cos(turn));
    }
    return sum;
}

// How much the waves gather light that falls straight down, on a place so far below them (m): 1 on the whole. Light that
// enters at s arrives at s + depth (1 - 1/n) slope(s), so it is spread by the determinant of that map.
float caustic(vec2 place, float depth) {
    float reach = depth * (1.0 - 1.0 / INDEX);
    vec2 source = place - reach * surface_of(place).slope;
    Surface_ there = surface_of(place - reach * surface_of(source).slope);
    vec3 bent = reach * there.curvature;
    float spread = (1.0 + bent.x) * (1.0 + bent.y) - bent.z * bent.z;
    return 1.0 / max(abs(spread), SHARPEST);
}
