#version 330 core

// A body as a torch sees it: that it is there, and how near.

uniform vec3 lamp;       // m

in vec3 place;

layout(location = 0) out vec4 seen;  // 1; 1/m

void main() {
    seen = vec4(1.0, 1.0 / distance(place, lamp), 0.0, 0.0);
}
