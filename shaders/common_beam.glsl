// Beams of small lamps (liminal/view/spot_lamp.py): the camera's own, and torches in hands.

#include "spot.constants"

uniform int spot_count;
uniform vec3 spot_place[MOST_SPOTS];      // m, window
uniform vec3 spot_axis[MOST_SPOTS];       // unit, where it points
uniform vec3 spot_intensity[MOST_SPOTS];  // cd along the axis, linear Rec. 709
uniform vec4 spot_beam[MOST_SPOTS];       // square of the tangent where the hot centre halves; share of the spill; cosines
                                          // of where the spill is whole and where it ends

// Intensity of a lamp in a direction, against that along its axis.
float beam(int lamp, float cosine) {
    if (cosine <= 0.0)
        return 0.0;
    vec4 shape = spot_beam[lamp];
    float hot = exp2((1.0 - 1.0 / (cosine * cosine)) / shape.x);
    return mix(hot, smoothstep(shape.w, shape.z, cosine), shape.y);
}
