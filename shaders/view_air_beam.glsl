// What the air along a way from the eye scatters back of the light of the camera's lamp, which stands beside the lens.
// Along the way let u = 1 / z, z the depth along the lamp's axis. The tangent of the angle off the axis is |slope - u o|,
// o from the eye to the lamp, and the integral of intensity / distance^2 over the way is one of the beam over u: for its
// hot centre, a Gaussian of the tangent, an error function; for its spill the length of a chord.

#include "common_beam.glsl"
#include "view_air_phase.glsl"

// Abramowitz and Stegun, 7.1.27: within 0.0005.
float error_function(float x) {
    float a = abs(x), p = 1.0 + a * (0.278393 + a * (0.230389 + a * (0.000972 + a * 0.078108)));
    p *= p;
    return sign(x) * (1.0 - 1.0 / (p * p));
}

struct LampWay {
    float scale;    // 1/sr: phase function, times the way's length for each metre of depth
    float nearest;  // u where the way passes the beam's axis, 1/m
    float hot;      // weight of the error function, with 1 / (1 + tangent^2)
    float narrow;   // of its argument, m
    float chord;    // half the length of the spill in u, 1/m
    float spill;    // weight of that length
};

LampWay lamp_way(vec3 eye, vec3 way) {
    float depth = max(dot(way, camera_lamp_axis), 1e-4);
    vec3 slope = way / depth - camera_lamp_axis, o = camera_lamp_place - eye;
    float width = camera_lamp_beam.x, offset = max(length(o), 1e-3);
    float nearest = dot(slope, o) / (offset * offset);
    float miss = max(dot(slope, slope) - nearest * nearest * offset * offset, 0.0);
    float rim = 0.5 * (camera_lamp_beam.z + camera_lamp_beam.w);
    float chord = sqrt(max(1.0 / (rim * rim) - 1.0 - miss, 0.0));
    LampWay found;
    // Where the beam is crossed close to the lens, lamp and eye are seen in two directions.
    float passed = nearest * offset, across = max(passed, 0.0), outside = min(passed, 0.0);
    found.scale = backward(inversesqrt(1.0 + across * across)) * length(way) / depth;
    found.nearest = nearest;
    found.narrow = offset * sqrt(0.6931472 / width);
    found.hot = (1.0 - camera_lamp_beam.y) * exp2(-miss / width) * 0.8862269 / found.narrow
        / (1.0 + miss + outside * outside + 0.5 * width);
    found.chord = chord / offset;
    found.spill = camera_lamp_beam.y / (1.0 + miss + chord * chord / 3.0);
    return found;
}

// Integral from far away to the depth 1 / u.
float lamp_until(LampWay way, float u) {
    float from = u - way.nearest;
    return way.scale * (way.hot * error_function(way.narrow * from) + way.spill * clamp(from, -way.chord, way.chord));
}
