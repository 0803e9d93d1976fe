#version 330 core

// Copy the texels of a square as they are; beyond the edge of the atlas there is no light.

uniform sampler2D source;

flat in ivec2 shift;

layout(location = 0) out vec4 copied;

void main() {
    ivec2 there = ivec2(gl_FragCoord.xy) + shift;
    bool inside = all(lessThan(there, textureSize(source, 0)));
    copied = inside ? texelFetch(source, there, 0) : vec4(0.0);
}
