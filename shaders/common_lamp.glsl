// The camera's own lamp: the irradiance of a point of the place, with its shadow. Wants `uniform float cell`, metres.

#include "common_beam.glsl"
#include "common_ray.glsl"

const float CLEARANCE = 0.02;  // cells (3 mm): how far from its surface a shadow ray starts

bool is_lit(vec3 place, vec3 normal) {
    // Fixtures may lie a little within a floor or ceiling: the ray starts in the air before them.
    vec3 from = place / cell + normal * CLEARANCE;
    vec4 here = texelFetch(cells, ivec2(floor(from.xz)), 0);
    from.y = clamp(from.y, here.x + CLEARANCE, here.y - CLEARANCE);
    return unobstructed(from, camera_lamp_place / cell - from, clear_around(from));
}

// Irradiance, lux: inverse square, and the cosine of the surface.
vec3 camera_lamp_irradiance(vec3 place, vec3 normal) {
    vec3 towards = camera_lamp_place - place;
    float square = dot(towards, towards);
    vec3 direction = towards * inversesqrt(square);
    float share = max(dot(normal, direction), 0.0) * beam(-dot(direction, camera_lamp_axis)) / square;
    return share > 0.0 && is_lit(place, normal) ? share * camera_lamp_intensity : vec3(0.0);
}
