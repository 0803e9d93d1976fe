// What water leaves on upright surfaces that stand in it: a wet band above it, with a ragged edge, and a meniscus.
// Wants `uniform ivec2 world_corner`, cells (x, z), where the window begins.

#include "common_noise.glsl"

const float LOWEST = 0.05, HIGHEST = 0.15;  // m above the water: between these the band ends
const float DRYING = 0.03;                  // m: over the last of it, the film breaks up
const float CLIMB = 0.004;                  // m: water climbs glass so far, by its surface tension
const ivec2 BAND = ivec2(256);              // lattice cells after which the edge repeats
const float INWARD = 0.066, BACK_INWARD = 0.474;  // of diffuse light, what the film's face throws back outside and inside

// What a film of water leaves of a matt reflectance, but for what the film mirrors itself: light is thrown back into it until
// it gets out or is absorbed (J. Lekner and M. C. Dorf, 1988, "Why some things are darker when wet", Applied Optics 27).
vec3 wetted(vec3 reflectance) {
    return (1.0 - INWARD) * (1.0 - BACK_INWARD) / (1.0 - BACK_INWARD * reflectance);
}

// The share of a sample, centred on a height and so high (m), that lies between two heights.
float covered(float low, float high, float height, float span) {
    return clamp((min(high, height + 0.5 * span) - max(low, height - 0.5 * span)) / span, 0.0, 1.0);
}

// The factor of the light of an upright surface of this reflectance at a place (x and z in cells) so far above water (m).
// `span`: of heights that a sample stands for, m.
vec3 waterline(vec2 place, float height, vec3 reflectance, float span) {
    vec3 left = vec3(1.0);
    // Drivers that draw without a GPU pass a loop by, but no branch.
    for (int times = abs(height) < HIGHEST + span ? 1 : 0; times > 0; --times) {
        vec2 spot = place + vec2(world_corner);
        float ragged = 0.5 * noise(spot / 7.0, BAND, 50u) + 0.35 * noise(spot / 1.7, BAND, 51u);
        ragged += 0.3 * noise(spot / 0.31, BAND, 52u);
        float edge = mix(LOWEST, HIGHEST, clamp(0.5 + 0.5 * ragged, 0.0, 1.0));
        float wet = smoothstep(edge, edge - DRYING, height) * step(0.0, height);
        // The climbing water shows what is above; under its rim it shows the dark below.
        float line = 0.35 * covered(0.0, 0.3 * CLIMB, height, span) - 0.45 * covered(0.3 * CLIMB, CLIMB, height, span);
        left = mix(left, wetted(reflectance), wet) * (1.0 + line);
    }
    return left;
}
