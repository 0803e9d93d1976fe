#version 330 core

// A figure far off, as a flat sheet that faces the camera; or its shadow, which lies on the floor.
// Space: window-local metres.

#include "Camera.block"

in vec2 corner;        // across and up, each 0 or 1; for the shadow across and ahead

uniform vec3 foot;     // m: where they stand
uniform vec2 across;   // x and z of the unit vector to the right of the camera
uniform vec2 extent;   // m: half the width, and the height
uniform bool lying;    // a shadow

out vec2 spot;         // m: across, and above the floor; for the shadow from its middle

void main() {
    vec3 position = foot;
    spot = vec2((2.0 * corner.x - 1.0) * extent.x, corner.y * extent.y);
    position.xz += spot.x * across;
    if (lying) {
        spot.y = (2.0 * corner.y - 1.0) * extent.y;
        position.xz += spot.y * vec2(across.y, -across.x);
    } else {
        position.y += spot.y;
    }
    gl_Position = clip_from_window * vec4(position, 1.0);
}
