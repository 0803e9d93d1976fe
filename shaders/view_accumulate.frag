#version 330 core

// Add one sample of the picture to those before it (drawn with additive blending).

uniform sampler2D drawn;
uniform float limit;  // cd/m2: brighter samples count as this, so that the edges of blown-out lamps stay smooth
uniform float weight;
uniform ivec2 corner;  // pixel of the target at which `drawn` begins

layout(location = 0) out vec4 sum;  // rgb: what the picture shows; a: all the luminance there is, for what scatters it

const vec3 LUMINANCE = vec3(0.2126, 0.7152, 0.0722);  // ITU-R BT.709-6, item 3.3
const float HALF_MAXIMUM = 65504.0;

void main() {
    vec3 light = texelFetch(drawn, ivec2(gl_FragCoord.xy) - corner, 0).rgb;
    sum = weight * vec4(min(light, limit), min(dot(light, LUMINANCE), HALF_MAXIMUM));
}
