#version 330 core

uniform vec3 eye;  // window-local metres

in vec3 local;
flat in ivec2 face;

out vec4 identity;  // facing + 1 (0: nothing there), material, distance in metres, 1

void main() {
    identity = vec4(face.x + 1, face.y, distance(local, eye), 1.0);
}
