#version 330 core

// Add one sample of the picture to those before it (drawn with additive blending).

uniform sampler2D drawn;
uniform float limit;  // cd/m2: brighter samples count as this, so that the edges of blown-out lamps stay smooth
uniform float weight;
uniform ivec2 corner;  // pixel of the target at which `drawn` begins

layout(location = 0) out vec4 sum;

void main() {
    sum = weight * min(texelFetch(drawn, ivec2(gl_FragCoord.xy) - corner, 0), limit);
}
