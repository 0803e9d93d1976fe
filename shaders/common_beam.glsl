// The beam of the camera's own lamp (liminal/view/camera_lamp.py).

uniform vec3 camera_lamp_place;      // m, window
uniform vec3 camera_lamp_axis;       // unit, where it points
uniform vec3 camera_lamp_intensity;  // cd along the axis, linear Rec. 709
uniform vec4 camera_lamp_beam;       // square of the tangent where the hot centre halves; share of the spill; cosines
                                     // of where the spill is whole and where it ends

// Intensity in a direction, against that along the axis.
float beam(float cosine) {
    if (cosine <= 0.0)
        return 0.0;
    float hot = exp2((1.0 - 1.0 / (cosine * cosine)) / camera_lamp_beam.x);
    return mix(hot, smoothstep(camera_lamp_beam.w, camera_lamp_beam.z, cosine), camera_lamp_beam.y);
}
