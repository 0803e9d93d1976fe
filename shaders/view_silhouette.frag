#version 330 core

// A body as a torch sees it: how near it is.

uniform vec3 lamp;       // m

in vec3 place;

layout(location = 0) out vec4 nearness;  // 1/m

void main() {
    nearness = vec4(1.0 / distance(place, lamp));
}
