// What the coated surfaces of a body mirror: lamps that it knows by themselves, and about the light of its surroundings.

#include "light.constants"

uniform vec4 lamp_area[SHADOWED];      // cells: x, z of the lower corner and of the upper
uniform vec2 lamp_shine[SHADOWED];     // cells: y; cd/m2: luminance, less what hides it from the body
uniform vec3 lamp_colour;

const float GLASS_F0 = 0.08;           // reflectance at normal incidence, of both faces of a sheet
const float COATING_F0 = 0.04;         // of an index of 1.5
// rad: standard deviation of what is mirrored.
const vec2 COATING_SPREAD = vec2(0.30, 0.42);  // of coated fabric; of rubber
const float LEVEL = 0.06;              // the least slope of a way to the ceiling

// About the share of a normal distribution about 0 that is below a value in standard deviations (within 0.05).
float below(float value) {
    return smoothstep(-2.4, 2.4, value);
}

// Luminance of lamps in a direction, spread by an angle.
vec3 lamps_towards(vec3 from, vec3 way, float spread) {
    float lamps = 0.0;
    for (int i = 0; i < SHADOWED; ++i) {
        float up = lamp_shine[i].x - from.y, run = up / max(way.y, LEVEL);
        vec2 at = from.xz + run * way.xz;
        vec2 width = vec2(max(spread * run, 1e-4)) / sqrt(max(way.y, LEVEL));
        vec2 inside = vec2(below((lamp_area[i].z - at.x) / width.x), below((lamp_area[i].w - at.y) / width.y))
            - vec2(below((lamp_area[i].x - at.x) / width.x), below((lamp_area[i].y - at.y) / width.y));
        lamps += (up > 0.0 && way.y > 0.0 ? lamp_shine[i].y : 0.0) * inside.x * inside.y;
    }
    return lamps * lamp_colour;
}

// What a body's surface mirrors towards the eye, and how much of its own light is left. `around`: the mean luminance of
// its surroundings as the surface sees them, cd/m2. `glass_spread`: rad, as above, of glass.
vec4 body_shine(int finish, vec3 from, vec3 normal, vec3 towards, vec3 around, float glass_spread) {
    float grazing = pow(clamp(1.0 + dot(towards, normal), 0.0, 1.0), 5.0);
    bool glass = finish == GLASS;
    bool coated = finish == VINYL || finish == RUBBER || finish == PLASTIC;
    float spread = glass ? glass_spread : finish == VINYL ? COATING_SPREAD.x : COATING_SPREAD.y;
    // A rough surface seen at a slant mirrors less than a smooth one.
    float share = glass ? mix(GLASS_F0, 1.0, grazing) : mix(COATING_F0, 0.35, grazing);
    if (!glass && !coated)
        return vec4(0.0, 0.0, 0.0, 1.0);
    // The lamps are in its surroundings, too: of about half the light.
    return vec4(share * (lamps_towards(from, reflect(towards, normal), spread) + 0.5 * around), 1.0 - share);
}
