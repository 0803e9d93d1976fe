#version 330 core

// What water leaves or has left on walls. Space: window-local metres.

#include "Camera.block"

in vec3 position;
in float level;        // of the water, m
in vec3 reflectance;   // mean of the wall

out vec3 place;        // m
flat out float water_level;
flat out vec3 wall_reflectance;

const float NEARER = 0.001;  // of the way to the eye: it is drawn so much nearer than its wall, at the same pixel

void main() {
    place = position;
    water_level = level;
    wall_reflectance = reflectance;
    gl_Position = clip_from_window * vec4(mix(position, eye, NEARER), 1.0);
}
