#version 330 core

// Add one sample of the picture to those before it (drawn with additive blending).

uniform sampler2D drawn;

layout(location = 0) out vec4 sum;

void main() {
    sum = texelFetch(drawn, ivec2(gl_FragCoord.xy), 0);
}
