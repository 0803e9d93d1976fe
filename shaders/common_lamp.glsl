// Small lamps: the irradiance of a point of the place, with shadows. Wants `uniform float cell`, metres. SPOT_LAMPS is
// 2 where there are torches: bodies throw shadows in their beams, and their light is thrown back once.

#include "common_beam.glsl"
#include "common_ray.glsl"

const float LENS_RADIUS = 0.0225;  // m
const float CLEARANCE = 0.02;  // cells (3 mm): how far from its surface a shadow ray starts

#if SPOT_LAMPS > 1
uniform sampler2D silhouettes;         // of each lamp a square: r: 1 where it sees a body; g: how near that is, 1/m
uniform vec3 spot_bounce[MOST_SPOTS];  // m: where much of its light is thrown back
uniform vec3 spot_bounced[MOST_SPOTS]; // cd m: of that to all sides, times 4 BOUNCE_PATCH

const float THICK = 0.12;              // m: a body shades what is so far behind the skin that a lamp sees

// The share of a lamp's light that bodies leave. `towards`: from a place to the lamp, m, over a distance.
float past_bodies(int lamp, vec3 towards, float distance_) {
    vec3 axis = spot_axis[lamp], right = normalize(cross(axis, vec3(0.0, 1.0, 0.0)));
    vec2 tangent = vec2(dot(towards, right), dot(towards, cross(right, axis))) / dot(towards, axis);
    vec2 at = clamp(0.5 + 0.5 * tangent / SILHOUETTE_REACH, 0.0, 1.0);
    vec2 seen = textureLod(silhouettes, vec2((float(lamp) + at.x) / float(MOST_SPOTS), at.y), 0.0).rg;
    return seen.g * (distance_ - THICK) > seen.r ? 1.0 - seen.r : 1.0;
}
#endif

bool is_lit(vec3 place, vec3 normal, vec3 lamp) {
    // Fixtures may lie a little within a floor or ceiling: the ray starts in the air before them.
    vec3 from = place / cell + normal * CLEARANCE;
    vec4 here = texelFetch(cells, ivec2(floor(from.xz)), 0);
    from.y = clamp(from.y, here.x + CLEARANCE, here.y - CLEARANCE);
    return unobstructed(from, lamp / cell - from, clear_around(from));
}

// Irradiance, lux: inverse square, and the cosine of the surface.
vec3 spot_irradiance(vec3 place, vec3 normal) {
    vec3 found = vec3(0.0);
    for (int i = 0; i < spot_count; ++i) {
        vec3 towards = spot_place[i] - place;
        float square = dot(towards, towards);
        vec3 direction = towards * inversesqrt(square);
        float share = max(dot(normal, direction), 0.0) * beam(i, -dot(direction, spot_axis[i])) / square;
        // Drivers that draw without a GPU pass a loop by, but no branch.
        float left = 0.0;
        for (int rays = share > 0.0 ? 1 : 0; rays > 0; --rays)
            left = is_lit(place, normal, spot_place[i]) ? share : 0.0;
#if SPOT_LAMPS > 1
        left *= past_bodies(i, towards, square * inversesqrt(square));
        // What comes back of its light: to all sides, without shadows, from a patch so wide that none is bright.
        vec3 back = spot_bounce[i] - place;
        float patch_ = dot(back, back) + BOUNCE_PATCH * BOUNCE_PATCH;
        found += max(dot(normal, back), 0.0) / (patch_ * patch_) * spot_bounced[i];
#endif
        found += left * spot_intensity[i];
    }
    return found;
}

// Luminance of the glass of a lamp, cd/m2, towards the eye.
vec3 shining_lens(vec3 place, vec3 towards) {
    vec3 found = vec3(0.0);
    for (int i = 0; i < spot_count; ++i) {
        float cosine = dot(towards, spot_axis[i]);
        if (distance(place, spot_place[i]) < 2.0 * LENS_RADIUS)
            found += beam(i, cosine) * spot_intensity[i] / (3.14159265 * LENS_RADIUS * LENS_RADIUS * max(cosine, 0.05));
    }
    return found;
}
