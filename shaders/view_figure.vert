#version 330 core

// A figure far off, as a flat sheet that faces the camera. Space: window-local metres.

#include "Camera.block"

in vec2 corner;        // across and up, each 0 or 1

uniform vec3 foot;     // m: where they stand
uniform vec2 across;   // x and z of the unit vector to the right of the camera
uniform vec2 extent;   // m: half the width, and the height

out vec2 spot;         // m: across, and above the floor

void main() {
    spot = vec2((2.0 * corner.x - 1.0) * extent.x, corner.y * extent.y);
    vec3 position = foot + vec3(spot.x * across.x, spot.y, spot.x * across.y);
    gl_Position = clip_from_window * vec4(position, 1.0);
}
