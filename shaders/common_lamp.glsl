// Small lamps: the irradiance of a point of the place, with shadows. Wants `uniform float cell`, metres. With TORCHES
// bodies throw shadows in their beams, and their light is thrown back once.

#include "common_beam.glsl"
#include "common_ray.glsl"

const float LENS_RADIUS = 0.0225;  // m
const float CLEARANCE = 0.02;  // cells (3 mm): how far from its surface a shadow ray starts

#ifdef TORCHES
#include "spot.constants"

uniform sampler2D silhouettes;          // of each lamp a square: how near the body is that it sees there, 1/m, 0 none
uniform bool spot_shaded[MOST_SPOTS];   // whether it sees any
uniform int bounce_count;
uniform vec3 bounce_place[MOST_BOUNCES];  // m: where much of a lamp's light is thrown back
uniform vec4 bounce_way[MOST_BOUNCES];    // the normal there; the share that goes to all sides alike
uniform vec3 bounce_light[MOST_BOUNCES];  // cd along the normal

const float THICK = 0.12;               // m: a body shades what is so far behind the skin that a lamp sees
const float SOFTNESS = 1.25;            // texels between the places of a square that make an edge soft

// The share of a lamp's light that bodies leave. `towards`: from a place to the lamp, m.
float past_bodies(int lamp, vec3 towards, float square) {
    vec3 axis = spot_axis[lamp], right = normalize(cross(axis, vec3(0.0, 1.0, 0.0))), up = cross(right, axis);
    float depth = max(-dot(towards, axis), 1e-3);
    vec2 tangent = -vec2(dot(towards, right), dot(towards, up)) / depth;
    vec2 size = vec2(textureSize(silhouettes, 0)), edge = vec2(size.y);
    vec2 at = edge * (0.5 + 0.5 * tangent / SILHOUETTE_REACH);
    float near = 1.0 / max(sqrt(square) - THICK, THICK), left = 0.0;
    for (int row = -1; row <= 1; ++row)
        for (int column = -1; column <= 1; ++column) {
            vec2 texel = clamp(at + SOFTNESS * vec2(column, row), vec2(0.0), edge - 1.0);
            float seen = texelFetch(silhouettes, ivec2(texel) + ivec2(lamp * int(edge.x), 0), 0).r;
            left += (seen > near ? 0.0 : 1.0) * (row == 0 ? 0.5 : 0.25) * (column == 0 ? 0.5 : 0.25);
        }
    return left;
}

// What comes from where lamps' light is thrown back, lux: from patches of surfaces, without shadows.
vec3 bounced(vec3 place, vec3 normal) {
    vec3 found = vec3(0.0);
    for (int i = 0; i < bounce_count; ++i) {
        vec3 towards = bounce_place[i] - place;
        float square = dot(towards, towards) + BOUNCE_PATCH * BOUNCE_PATCH;
        vec3 direction = towards * inversesqrt(square);
        float sent = max(-dot(bounce_way[i].xyz, direction), 0.0) + bounce_way[i].w;
        found += max(dot(normal, direction), 0.0) * sent / square * bounce_light[i];
    }
    return found;
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
#ifdef TORCHES
    vec3 found = bounced(place, normal);
#else
    vec3 found = vec3(0.0);
#endif
    for (int i = 0; i < spot_count; ++i) {
        vec3 towards = spot_place[i] - place;
        float square = dot(towards, towards);
        vec3 direction = towards * inversesqrt(square);
        float share = max(dot(normal, direction), 0.0) * beam(i, -dot(direction, spot_axis[i])) / square;
        // Drivers that draw without a GPU pass a loop by, but no branch.
        for (int rays = share > 0.0 ? 1 : 0; rays > 0; --rays)
        {
            float left = is_lit(place, normal, spot_place[i]) ? 1.0 : 0.0;
#ifdef TORCHES
            for (int bodies = spot_shaded[i] && left > 0.0 ? 1 : 0; bodies > 0; --bodies)
                left = past_bodies(i, towards, square);
#endif
            found += left * share * spot_intensity[i];
        }
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
