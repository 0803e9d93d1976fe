// What the air along a way from the eye scatters back of the light of a small lamp. Let z be the depth along the lamp's
// axis, before the lamp, and u = 1 / z. The tangent of the angle off the axis is |slope - u o|, o from where the way passes
// the lamp's plane to the lamp, and the integral of intensity / distance^2 over the way is one of the beam over u: for
// Gaussians of the tangent, error functions. The hot centre is one, g; the spill is 1 - (1 - g)^2 of a wider one.

#include "common_beam.glsl"
#include "view_air_phase.glsl"

uniform float spot_reach[MOST_SPOTS];  // m: how far its axis goes before it meets a surface

const float STEEPEST = 0.01;  // cosine: a way squarely across an axis counts as one that leans by so much
const float AT_LAMP = 1e4;    // 1/m: u at the lamp, and behind it

// Abramowitz and Stegun, 7.1.27: within 0.0005.
vec3 error_function(vec3 x) {
    vec3 a = abs(x), p = 1.0 + a * (0.278393 + a * (0.230389 + a * (0.000972 + a * 0.078108)));
    p *= p;
    return sign(x) * (1.0 - 1.0 / (p * p));
}

struct LampWay {
    float begin;    // m: z at the eye
    float deeper;   // m: by how much z is more at the way's end
    float scale;    // 1/sr: phase function, times the way's length for each metre of depth
    float nearest;  // u where the way passes the beam's axis, 1/m
    vec3 weight;    // of the error function of each Gaussian, with 1 / (1 + tangent^2)
    vec3 narrow;    // of its argument, m
};

LampWay lamp_way(int lamp, vec3 eye, vec3 way) {
    vec3 axis = spot_axis[lamp], to_lamp = spot_place[lamp] - eye;
    vec4 shape = spot_beam[lamp];
    float length_ = length(way), depth = dot(way, axis);
    depth = (depth < 0.0 ? -1.0 : 1.0) * max(abs(depth), STEEPEST * length_);
    LampWay found;
    found.begin = -dot(to_lamp, axis);
    found.deeper = depth;
    vec3 across_axis = way - axis * dot(way, axis), aside = to_lamp + axis * found.begin;
    vec3 slope = across_axis / depth, o = aside + slope * found.begin;
    float offset = max(length(o), 1e-3);
    found.nearest = dot(slope, o) / (offset * offset);
    vec3 apart = cross(slope, aside);
    float miss = dot(apart, apart) / (offset * offset);
    // The spill has fallen to half where its rim is.
    float rim = 0.5 * (shape.z + shape.w), wide = (1.0 / (rim * rim) - 1.0) / 1.7716;
    vec3 width = vec3(shape.x, wide, 0.5 * wide), share = vec3(1.0 - shape.y, 2.0 * shape.y, -shape.y);
    // Lamp and eye are seen in two directions from where the way passes nearest to the axis.
    float at = clamp((1.0 / max(found.nearest, 1e-4) - found.begin) / depth, 0.0, 1.0);
    found.scale = backward(dot(normalize(at * way - to_lamp), way) / length_) * length_ / depth;
    float outside = min(found.nearest * offset, 0.0);
    found.narrow = offset * sqrt(0.6931472 / width);
    found.weight = share * exp2(-miss / width) * 0.8862269 / found.narrow
        / (1.0 + miss + outside * outside + 0.5 * width);
    return found;
}

// Integral from far away to a part of the way.
float lamp_until(int lamp, LampWay way, float part) {
    float z = way.begin + part * way.deeper;
    float from = max(z > 1.0 / AT_LAMP ? 1.0 / z : AT_LAMP, 1.0 / spot_reach[lamp]) - way.nearest;
    return way.scale * dot(way.weight, error_function(way.narrow * from));
}
