#version 330 core

// What is left of the light of a wall above water, where it is wet.

uniform ivec2 world_corner;       // cells (x, z): where the window begins
uniform float cell;               // m
uniform float surface_footprint;  // pixels that a sample stands for, along an edge

#include "common_wet.glsl"

in vec3 place;
flat in float water_level;
flat in vec3 wall_reflectance;

layout(location = 0, index = 0) out vec4 radiance;     // added: none
layout(location = 0, index = 1) out vec4 transmitted;  // the share that stays of the wall's light, and of its luminance

const vec3 LUMINANCE = vec3(0.2126, 0.7152, 0.0722);  // ITU-R BT.709-6, item 3.3

void main() {
    float height = place.y - water_level;
    vec3 left = waterline(place.xz / cell, height, wall_reflectance, max(surface_footprint * fwidth(height), 1e-5));
    radiance = vec4(0.0);
    transmitted = vec4(left, dot(left, LUMINANCE));
}
