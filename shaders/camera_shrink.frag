#version 330 core

// A small picture of each field, 16 x 8 pixels a texel: enough for scattered light.

uniform sampler2D glimpse;

layout(location = 0) out vec4 small;

void main() {
    ivec2 first = ivec2(gl_FragCoord.xy) * ivec2(2, 8);
    small = vec4(0.0);
    for (int y = 0; y < 8; y++)
        for (int x = 0; x < 2; x++)
            small += texelFetch(glimpse, first + ivec2(x, y), 0);
    small /= 16.0;
}
