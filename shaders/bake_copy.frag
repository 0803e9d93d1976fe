#version 330 core

// Copy texels as they are.

uniform sampler2D source;

layout(location = 0) out vec4 copied;

void main() {
    copied = texelFetch(source, ivec2(gl_FragCoord.xy), 0);
}
