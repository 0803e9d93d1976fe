#version 330 core

// The share of the floor's light that a contact shadow takes away.

in vec2 spot;

uniform float strength;  // the share in its middle

layout(location = 0) out vec4 radiance;

void main() {
    radiance = vec4(0.0, 0.0, 0.0, strength * exp(-4.0 * dot(spot, spot)));
}
