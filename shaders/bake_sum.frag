#version 330 core

// Put the two parts of the light together.

uniform sampler2D crisp;  // rgb: lux; a: key
uniform sampler2D soft;

layout(location = 0) out vec4 light;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    vec4 base = texelFetch(soft, here, 0);
    light = vec4(base.rgb + texelFetch(crisp, here, 0).rgb, base.a);
}
