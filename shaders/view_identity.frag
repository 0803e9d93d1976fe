#version 330 core

uniform vec3 eye;  // window-local metres

in vec3 local;
flat in vec3 face;
flat in int made_of;

out vec4 identity;  // 1 + number of the axis: +x, -x, +z, -z, down, up (0: nothing there), material, distance in metres, 1

void main() {
    vec3 size = abs(face);
    int facing = size.y > 0.9 ? (face.y < 0.0 ? 4 : 5) : size.x > size.z ? (face.x > 0.0 ? 0 : 1) : face.z > 0.0 ? 2 : 3;
    identity = vec4(facing + 1, made_of, distance(local, eye), 1.0);
}
