#version 330 core

// The surface of water: level rectangles at its height. Space: window-local metres.

#include "Camera.block"

in vec3 position;

out vec3 place;  // m

void main() {
    place = position;
    gl_Position = clip_from_window * vec4(position, 1.0);
}
