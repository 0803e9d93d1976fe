#version 330 core

// Where light is found at every texel, put what is crisp and what was smoothed together.

uniform isampler2D places;  // log2(stride) above the low 28 bits
uniform sampler2D crisp;    // rgb: lux
uniform sampler2D soft;     // rgb: lux; a: key

layout(location = 0) out vec4 light;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    if (texelFetch(places, here, 0).x >> 28 != 0)
        discard;
    vec4 base = texelFetch(soft, here, 0);
    light = vec4(base.rgb + texelFetch(crisp, here, 0).rgb, base.a);
}
