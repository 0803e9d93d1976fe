// Rays that meet still water. Light in water is kept divided by INDEX squared: so divided, radiance stays what it is along
// a ray that bends (F. E. Nicodemus, 1963, Am. J. Phys. 31), and only what the surface reflects and water absorbs is lost.

#include "common_ray.glsl"
#include "common_fresnel.glsl"

uniform sampler2D water;  // per cell: height of the still surface, cells; below all floors where there is none

const float OFF_SURFACE = 0.002;  // cells: rays go on this far from the surface

struct Bent {
    Hit hit;
    vec3 place;  // of the hit
    float way;   // cells, in water
};

float water_over(ivec2 cell) {
    return texelFetch(water, cell, 0).x;
}

// How far a place lies under water, cells; negative in air.
float depth_of(vec3 place) {
    return water_over(ivec2(floor(place.xz))) - place.y;
}

// Follow a ray that bends or is thrown back where it meets water: `lot`, even in 0..1, decides which.
Bent trace_bent(vec3 origin, vec3 direction, float clear, float lot) {
    float depth = depth_of(origin);
    bool below = depth > 0.0;
    float crossed = below && direction.y > 0.0 ? depth / direction.y : 1e6;
    Hit hit = trace(origin, direction, crossed, clear);
    vec3 place = origin + direction * hit.distance;
    if (below && (hit.distance >= 0.0 || direction.y <= 0.0))
        return Bent(hit, place, max(hit.distance, 0.0));
    if (!below) {
        // Water is held all around: what is met under it is met through its surface.
        float level = hit.distance < 0.0 ? place.y : water_over(hit.cell);
        if (direction.y >= 0.0 || place.y >= level)
            return Bent(hit, place, 0.0);
        crossed = (level - origin.y) / direction.y;
    }
    vec3 normal = vec3(0.0, below ? -1.0 : 1.0, 0.0);
    vec3 through = refract(direction, normal, below ? INDEX : 1.0 / INDEX);
    bool whole = through == vec3(0.0);
    bool mirrored = whole || lot < fresnel(abs(below ? through.y : direction.y));
    vec3 onward = mirrored ? reflect(direction, normal) : through;
    vec3 start = origin + direction * crossed;
    start.y += onward.y > 0.0 ? OFF_SURFACE : -OFF_SURFACE;
    hit = trace(start, onward, 1e6, clear_around(start));
    float way = (below ? crossed : 0.0) + (onward.y < 0.0 ? max(hit.distance, 0.0) : 0.0);
    return Bent(hit, start + onward * hit.distance, way);
}

// The irradiance that a point of a lamp gives to a place `depth` (cells) under water, as `weight` of bake_troffer.glsl has
// it in air; 0 where something stands between. `to_lamp`: straight there.
float weight_through(vec3 position, vec3 normal, vec3 to_lamp, float depth, float clear) {
    float height = to_lamp.y - depth, away = length(to_lamp.xz);

    // Where light crosses the surface (Snell): height * slope + depth * slope / sqrt(n^2 + (n^2 - 1) slope^2) = away, for
    // the tangent of its angle in air. The left side is concave, so Newton's steps from below do not overshoot.
    float excess = INDEX * INDEX - 1.0, slope = away / (height + depth / INDEX);
    for (int i = 0; i < 4; ++i) {
        float root = sqrt(INDEX * INDEX + excess * slope * slope);
        float reached = (height + depth / root) * slope;
        slope += (away - reached) / (height + depth * INDEX * INDEX / (root * root * root));
    }
    float in_air = inversesqrt(1.0 + slope * slope), sine = slope * in_air / INDEX;
    float in_water = sqrt(1.0 - sine * sine);
    vec2 heading = away > 0.0 ? to_lamp.xz / away : vec2(0.0);
    vec3 towards = vec3(heading.x * sine, in_water, heading.y * sine);
    float cosine = dot(towards, normal);
    if (cosine <= 0.0)
        return 0.0;
    vec3 crossing = towards * (depth / in_water);
    vec3 surface = position + crossing + vec3(0.0, OFF_SURFACE, 0.0);
    if (!unobstructed(position, crossing, clear) || !unobstructed(surface, to_lamp - crossing, clear_around(surface)))
        return 0.0;

    // The solid angle, in water, of a level piece of the lamp: sin dsin / (away daway), over the cosine in water.
    float across = height * INDEX / in_air + depth / in_water;
    float along = height * INDEX * in_water / (in_air * in_air * in_air) + depth / (in_water * in_water);
    return (1.0 - fresnel(in_air)) * cosine / (across * along);
}
