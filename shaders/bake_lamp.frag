#version 330 core

// What the camera's own lamp gives to each texel, lux, so that surfaces can throw it on.

#include "bake_texel.glsl"

uniform float cell;  // m

#include "common_lamp.glsl"

layout(location = 0) out vec4 irradiance;

void main() {
    Texel texel = texel_at(ivec2(gl_FragCoord.xy));
    irradiance = vec4(camera_lamp_irradiance(texel.position * cell, texel.normal), 1.0);
}
