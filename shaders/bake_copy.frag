#version 330 core

// Copy texels as they are, from `shift` texels further on in the source.

uniform sampler2D source;
uniform ivec2 shift;

layout(location = 0) out vec4 copied;

void main() {
    copied = texelFetch(source, ivec2(gl_FragCoord.xy) + shift, 0);
}
