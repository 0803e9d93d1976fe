// The camera's own lamp: the irradiance of a point of the place, with its shadow. Wants `uniform float cell`, metres.

#include "common_ray.glsl"

uniform vec3 camera_lamp_place;      // m, window
uniform vec3 camera_lamp_axis;       // unit, where it points
uniform vec3 camera_lamp_intensity;  // cd along the axis, linear Rec. 709
uniform vec4 camera_lamp_beam;       // square of the tangent where the hot centre halves; share of the spill; cosines
                                     // of where the spill is whole and where it ends

const float CLEARANCE = 0.02;  // cells (3 mm): how far from its surface a shadow ray starts

// Intensity in a direction, against that along the axis.
float beam(float cosine) {
    if (cosine <= 0.0)
        return 0.0;
    float hot = exp2((1.0 - 1.0 / (cosine * cosine)) / camera_lamp_beam.x);
    return mix(hot, smoothstep(camera_lamp_beam.w, camera_lamp_beam.z, cosine), camera_lamp_beam.y);
}

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
