#version 330 core
// Identity of faces: their normal, material and distance, for tests and for debugging.

uniform mat4 clip_from_local;  // local: window-local metres

in vec3 position;
in vec3 normal;
in int material;

out vec3 local;
flat out vec3 face;
flat out int made_of;

void main() {
    local = position;
    face = normal;
    made_of = material;
    gl_Position = clip_from_local * vec4(position, 1.0);
}
