#version 330 core

// Add one sample of the picture to those before it (drawn with additive blending); with PASSES of its passes as well. With
// LAYERS, what layers over it change.

#ifndef LAYERS
#define LAYERS 0
#endif

#if LAYERS > 0
#include "view_layer.glsl"
uniform sampler2D depth;
#endif

uniform sampler2D drawn;
#ifdef PASSES
#include "view_passes.glsl"

uniform sampler2D albedo, diffuse, direct, emission;
#endif

in vec2 uv;

layout(location = 0) out vec4 sum;

void main() {
#if LAYERS > 0
    ivec2 here = ivec2(gl_FragCoord.xy);
    sum = texelFetch(drawn, here, 0);
    look_up_layers(1.0);
    sum = under_layers(sum, texelFetch(depth, here, 0).r) - sum;
#else
    // Of the same size and not filtered, a texture is read a quarter faster by place than by texel on llvmpipe.
    sum = textureLod(drawn, uv, 0.0);
#ifdef PASSES
    pass_albedo = textureLod(albedo, uv, 0.0);
    pass_diffuse = textureLod(diffuse, uv, 0.0);
    pass_direct = textureLod(direct, uv, 0.0);
    pass_emission = textureLod(emission, uv, 0.0);
#endif
#endif
}
