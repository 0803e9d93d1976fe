#version 330 core

// The shadow that anything near a floor leaves on it of light from all sides: a soft ellipse that lies there.
// Space: window-local metres.

#include "Camera.block"

in vec2 corner;       // 0 or 1 along each of its axes

uniform vec3 middle;  // m
uniform vec4 axes;    // x and z of half its first axis, and of half its second, m

out vec2 spot;        // -1 to 1 along each axis

void main() {
    spot = 2.0 * corner - 1.0;
    vec2 away = spot.x * axes.xy + spot.y * axes.zw;
    gl_Position = clip_from_window * vec4(middle + vec3(away.x, 0.0, away.y), 1.0);
}
