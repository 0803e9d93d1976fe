// The fine pattern of a thing's finish: a factor of its reflectance, about 1 on average. Detail finer than a pixel is
// left out. Numbers of finishes: liminal/thing/finish.py.

#include "common_noise.glsl"
#include "thing.constants"

const ivec2 ENDLESS = ivec2(4096);  // cells: after so many the patterns repeat

// How much of a pattern of some size (m) a pixel still shows.
float resolved(float size, vec2 footprint) {
    return 1.0 - smoothstep(0.35, 1.0, max(footprint.x, footprint.y) / size);
}

// Scuffs, 0 to 1: short streaks in a few patches where a thing was knocked against, each patch at a slant of its own.
float scuffs(vec2 at, vec2 footprint) {
    float worn = smoothstep(0.38, 0.7, noise(at / 0.26, ENDLESS, 9u));
    float slant = 2.5 * noise(at / 0.9, ENDLESS, 11u);
    vec2 along = vec2(cos(slant), sin(slant));
    vec2 slanted = vec2(dot(at, along), dot(at, vec2(-along.y, along.x)));
    float streak = noise(slanted * vec2(21.0, 330.0), ENDLESS, 10u) * resolved(0.006, footprint);
    return worn * clamp(2.0 * streak - 0.6, 0.0, 1.0);
}

// `at`: on the surface, m. `footprint`: of a pixel there, m.
float finish_tone(int finish, vec2 at, vec2 footprint) {
    float broad = noise(at / 0.09, ENDLESS, 1u) * resolved(0.09, footprint);
    if (finish == VENEER) {
        // Long grain, that wanders; pores within it.
        float wander = 0.012 * noise(at * vec2(2.5, 9.0), ENDLESS, 2u);
        float grain = noise(vec2(at.x * 1.7, (at.y + wander) * 95.0), ENDLESS, 3u) * resolved(0.021, footprint.yy);
        float pores = noise(vec2(at.x * 22.0, at.y * 900.0), ENDLESS, 4u) * resolved(0.0022, footprint.yy);
        return 1.0 + 0.16 * grain + 0.07 * pores + 0.05 * broad + 0.07 * scuffs(at, footprint);
    }
    if (finish == FABRIC) {
        vec2 thread = at * 620.0;
        float weave = sin(thread.x) * sin(thread.y) * resolved(0.010, footprint);
        float tuft = noise(at * 300.0, ENDLESS, 5u) * resolved(0.0066, footprint);
        return 1.0 + 0.14 * weave + 0.10 * tuft + 0.05 * broad;
    }
    if (finish == CARDBOARD) {
        float flutes = sin(at.x * 880.0) * resolved(0.0071, footprint.xx);
        float fibres = noise(at * vec2(110.0, 420.0), ENDLESS, 6u) * resolved(0.005, footprint);
        return 1.0 + 0.03 * flutes + 0.05 * fibres + 0.05 * broad;
    }
    if (finish == PAPER || finish == RUBBER || finish == VINYL)
        return 1.0 + 0.03 * noise(at * 260.0, ENDLESS, 7u) * resolved(0.008, footprint) + 0.03 * broad;
    if (finish == PAINTED_STEEL || finish == PLASTIC) {
        // Knocks leave the colour of what struck: dark on the whole.
        float fine = 0.02 * noise(at * 420.0, ENDLESS, 8u) * resolved(0.005, footprint);
        return 1.0 + fine + 0.025 * broad - 0.12 * scuffs(at, footprint);
    }
    return 1.0;
}
