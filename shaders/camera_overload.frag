#version 330 core

// The overload of each column, eight lines at a time, for smear.

uniform sampler2D glimpse;  // a: overload, the mean of eight pixels

layout(location = 0) out float overload;

void main() {
    ivec2 first = ivec2(gl_FragCoord.xy) * ivec2(1, 8);
    overload = 0.0;
    for (int i = 0; i < 8; i++)
        overload += texelFetch(glimpse, first + ivec2(0, i), 0).a;
}
