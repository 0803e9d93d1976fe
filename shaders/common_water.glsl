// Water: its surface as a sum of plane waves, what it reflects, and how it gathers light (liminal/light/waves.py).

#include "common_fresnel.glsl"
#include "water.constants"

uniform vec4 waves[WAVES];  // each: wave vector (rad/m, x and z), amplitude (m), phase at the window's corner (rad)

// The sine of an angle (rad) within 0.1 %: parabolas, bent once. On llvmpipe a fifth of the time of GLSL's own.
float wave_sine(float angle) {
    float turn = fract(angle / 6.28318531) - 0.5, arc = 16.0 * turn * abs(turn) - 8.0 * turn;
    return arc * (0.775 + 0.225 * abs(arc));
}

// Slope of the surface, and the second derivatives xx, zz, xz of its height (1/m), at a place (m, window-local).
struct Surface_ {
    vec2 slope;
    vec3 curvature;
};

Surface_ surface_of(vec2 place, vec4 of_waves[WAVES]) {
    Surface_ sum = Surface_(vec2(0.0), vec3(0.0));
    for (int i = 0; i < WAVES; ++i) {
        vec4 wave = of_waves[i];
        float turn = dot(wave.xy, place) + wave.w;
        sum.slope -= wave.xy * (wave.z * wave_sine(turn));
        float crest = wave.z * wave_sine(turn + 1.57079633);
        sum.curvature -= vec3(wave.x * wave.x, wave.y * wave.y, wave.x * wave.y) * crest;
    }
    return sum;
}

// How much the waves gather light that falls straight down, on a place so far below them (m): 1 on the whole. Light that
// enters at s arrives at s + depth (1 - 1/n) slope(s), so it is spread by the determinant of that map.
float caustic(vec2 place, float depth) {
    float reach = depth * (1.0 - 1.0 / INDEX);
    vec3 bent = reach * surface_of(place - reach * surface_of(place, waves).slope, waves).curvature;
    float spread = (1.0 + bent.x) * (1.0 + bent.y) - bent.z * bent.z;
    return 1.0 / max(abs(spread), SHARPEST);
}

// How much the waves gather light of a lamp that they mirror: 1 on the whole. Still water would mirror it at `met` (m), at an
// angle whose tangents along x and z are `slant`. `reach`: 2 a b / (a + b) for the heights (m) of lamp and lit place above the
// water. `widths`: vectors (m) over which the lamp's extent, along x and z, and that of a texel spread `met`.
//
// Water of slope m mirrors light to where it would by a shift of `met` by reach (1 + slant slant^T) m, to first order, so it is
// spread by the determinant of that map. Beyond their focus waves no longer gather light better: FOCUS.
float mirrored_caustic(vec2 met, float reach, vec2 slant, vec2 widths[4]) {
    vec4 left[WAVES];
    float square = 0.0;
    for (int i = 0; i < WAVES; ++i) {
        vec4 wave = waves[i];
        // A box so wide leaves sin(x) / x of a wave, x half its phase; exp(-x^2 / 6) is that but for where little is left.
        float spanned = 0.0;
        for (int k = 0; k < 4; ++k) {
            float half_phase = 0.5 * dot(wave.xy, widths[k]);
            spanned += half_phase * half_phase;
        }
        wave.z *= exp(-spanned / 6.0);
        float along = dot(wave.xy, slant), focused = reach * wave.z * (dot(wave.xy, wave.xy) + along * along);
        square += 0.5 * focused * focused;
        left[i] = wave;
    }
    float kept = reach * inversesqrt(1.0 + square / (FOCUS * FOCUS));
    vec2 slope = surface_of(met, left).slope;
    slope = surface_of(met + kept * (slope + slant * dot(slant, slope)), left).slope;
    vec3 bent = kept * surface_of(met + kept * (slope + slant * dot(slant, slope)), left).curvature;
    float trace_ = bent.x + bent.y + slant.x * slant.x * bent.x + slant.y * slant.y * bent.y + 2.0 * slant.x * slant.y * bent.z;
    float spread = 1.0 - trace_ + (1.0 + dot(slant, slant)) * (bent.x * bent.y - bent.z * bent.z);
    return 1.0 / max(abs(spread), SHARPEST);
}
