#version 330 core

// The surface of water: level rectangles at its height. Space: window-local metres. It may be drawn a little beside where it
// lies, behind all else, so that coarse pixels at its edges have some of it, too.

#include "Camera.block"

const float FARTHEST_DEPTH = 0.99999;

in vec3 position;

out vec3 place;  // m

uniform vec3 beside;  // of the picture's half size, right and up; z: 1 where it is drawn so

void main() {
    place = position;
    gl_Position = clip_from_window * vec4(position, 1.0);
    gl_Position.xy += beside.xy * gl_Position.w;
    gl_Position.z = mix(gl_Position.z, FARTHEST_DEPTH * gl_Position.w, beside.z);
}
