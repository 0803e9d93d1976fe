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

#ifdef LAID
const float TILE_EDGE = 0.1524;  // m: edge of a tile, which is that of a cell
const float JOINT = 0.0015;    // m: half the width of a joint
const float GLAZE = 1.014, CEMENT = 0.66;  // of a tile and of a joint, against the mean of both
const float POUR = 1.2192;     // m: from one joint of the formwork to the next
const float FIN = 0.0022;      // m: half the width of the line between two pours
const float CONE = 0.013;      // m: radius of a tie's hole

// How much of a pixel lies within `half_width` of the lines at multiples of `apart`, along each axis.
vec2 lined(vec2 at, vec2 apart, float half_width, vec2 footprint) {
    vec2 off = abs(mod(at + 0.5 * apart, apart) - 0.5 * apart), half_pixel = 0.5 * max(footprint, vec2(1e-5));
    vec2 covered = clamp(min(off + half_pixel, half_width) - max(off - half_pixel, -half_width), 0.0, 1.0) / (2.0 * half_pixel);
    return mix(covered, 2.0 * half_width / apart, smoothstep(0.5 * apart, apart, footprint));
}

// Glazed tiles, whose joints lie on multiples of TILE_EDGE.
float tile_tone(vec2 at, vec2 footprint) {
    float lot = unit_float(lattice_hash(ivec2(floor(at / TILE_EDGE)), ENDLESS, 17u));
    vec2 joint = lined(at, vec2(TILE_EDGE), JOINT, footprint);
    float between = 1.0 - (1.0 - joint.x) * (1.0 - joint.y);
    float glaze = GLAZE + 0.035 * (lot - 0.5) * resolved(TILE_EDGE, footprint);
    return mix(glaze, CEMENT, between);
}

// Concrete: clouded, with pores, the joints of its formwork and the holes of its ties.
float concrete_tone(vec2 at, vec2 footprint) {
    float cloud = noise(at / 0.4, ENDLESS, 12u) + 0.6 * noise(at / 0.13, ENDLESS, 13u) * resolved(0.13, footprint);
    float streak = noise(at * vec2(30.0, 2.0), ENDLESS, 14u) * resolved(0.033, footprint.xx);
    float fine = noise(at * 190.0, ENDLESS, 15u) * resolved(0.0053, footprint);
    float pore = smoothstep(0.62, 0.75, noise(at * 70.0, ENDLESS, 16u)) * resolved(0.014, footprint);
    float fin = lined(at, vec2(POUR), FIN, footprint).y;
    vec2 tie = abs(mod(at, 0.5 * POUR) - 0.25 * POUR);
    float hole = (1.0 - smoothstep(CONE - footprint.x, CONE + footprint.x, length(tie))) * resolved(2.0 * CONE, footprint);
    return (1.01 + 0.07 * cloud + 0.03 * streak + 0.02 * fine) * (1.0 - 0.4 * pore) * (1.0 - 0.30 * fin) * (1.0 - 0.5 * hole);
}
#endif

// `at`: on the surface, m. `footprint`: of a pixel there, m.
float finish_tone(int finish, vec2 at, vec2 footprint) {
    float broad = noise(at / 0.09, ENDLESS, 1u) * resolved(0.09, footprint);
#ifndef BODY
    // Drivers that draw without a GPU skip no branch, and bodies have none of these.
    if (finish == VENEER) {
        // Long grain, that wanders; pores within it.
        float wander = 0.012 * noise(at * vec2(2.5, 9.0), ENDLESS, 2u);
        float grain = noise(vec2(at.x * 1.7, (at.y + wander) * 95.0), ENDLESS, 3u) * resolved(0.021, footprint.yy);
        float pores = noise(vec2(at.x * 22.0, at.y * 900.0), ENDLESS, 4u) * resolved(0.0022, footprint.yy);
        return 1.0 + 0.16 * grain + 0.07 * pores + 0.05 * broad + 0.07 * scuffs(at, footprint);
    }
    if (finish == CARDBOARD) {
        float flutes = sin(at.x * 880.0) * resolved(0.0071, footprint.xx);
        float fibres = noise(at * vec2(110.0, 420.0), ENDLESS, 6u) * resolved(0.005, footprint);
        return 1.0 + 0.03 * flutes + 0.05 * fibres + 0.05 * broad;
    }
#endif
#ifdef BODY
    // The cloth of clothes is finer than that of seats.
    if (finish == FABRIC)
        return 1.0 + 0.07 * noise(at * 420.0, ENDLESS, 5u) * resolved(0.0047, footprint) + 0.05 * broad;
#else
    if (finish == FABRIC) {
        vec2 thread = at * 620.0;
        float weave = sin(thread.x) * sin(thread.y) * resolved(0.010, footprint);
        float tuft = noise(at * 300.0, ENDLESS, 5u) * resolved(0.0066, footprint);
        return 1.0 + 0.14 * weave + 0.10 * tuft + 0.05 * broad;
    }
#endif
    if (finish == PAPER || finish == RUBBER || finish == VINYL)
        return 1.0 + 0.03 * noise(at * 260.0, ENDLESS, 7u) * resolved(0.008, footprint) + 0.03 * broad;
#ifndef BODY
    if (finish == PAINTED_STEEL || finish == PLASTIC) {
        // Knocks leave the colour of what struck: dark on the whole.
        float fine = 0.02 * noise(at * 420.0, ENDLESS, 8u) * resolved(0.005, footprint);
        return 1.0 + fine + 0.025 * broad - 0.12 * scuffs(at, footprint);
    }
#endif
#ifdef LAID
    if (finish == POOL_TILE)
        return tile_tone(at, footprint);
    if (finish == CONCRETE)
        return concrete_tone(at, footprint);
#endif
    return 1.0;
}
