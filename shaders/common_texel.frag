#version 330 core

// Read one texel and draw it (liminal/gl/trimming.py).

uniform sampler2D texel;

layout(location = 0) out vec4 colour;

void main() {
    colour = texelFetch(texel, ivec2(0), 0);
}
