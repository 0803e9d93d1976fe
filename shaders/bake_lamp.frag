#version 330 core

// The irradiance of each surfel from the camera's own lamp, lux, so that surfaces can throw it on.

#include "bake_surfel.glsl"

uniform float cell;  // m

#include "common_lamp.glsl"

layout(location = 0) out vec4 irradiance;

void main() {
    Surfel surfel = surfel_at(ivec2(gl_FragCoord.xy));
    irradiance = vec4(spot_irradiance(surfel.position * cell, surfel.normal), 1.0);
}
