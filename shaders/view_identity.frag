#version 330 core

uniform vec3 eye;  // window-local metres

in vec3 local;
flat in vec3 face;
flat in int made_of;

// Where there is nothing, both stay as they were cleared.
layout(location = 0) out vec4 looks;  // xyz: the normal, unit length; w: distance, m
layout(location = 1) out vec4 made;   // x: material

void main() {
    looks = vec4(face, distance(local, eye));
    made = vec4(made_of, 0.0, 0.0, 1.0);
}
