#version 330 core

// Add one sample of the picture to those before it (drawn with additive blending). With LAYERS, what layers over it change.

#ifndef LAYERS
#define LAYERS 0
#endif

#if LAYERS > 0
#include "view_layer.glsl"
uniform sampler2D depth;
#endif

uniform sampler2D drawn;

layout(location = 0) out vec4 sum;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    sum = texelFetch(drawn, here, 0);
#if LAYERS > 0
    look_up_layers(1.0);
    sum = under_layers(sum, texelFetch(depth, here, 0).r) - sum;
#endif
}
