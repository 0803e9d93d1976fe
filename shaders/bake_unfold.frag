#version 330 core

// From the list to the atlas: each atlas texel takes the light of the list entry that stands for it.

#include "light.constants"

uniform isampler2D places;   // number in the list (NUMBER_MASK) and log2(stride) or UNSEEN above it, or -1
uniform sampler2D normals;   // as in bake_surfel.glsl
uniform sampler2D light;     // lux, per list entry
uniform int drawn_above;     // the row of kept texels that the lowest drawn row is

layout(location = 0) out vec4 unfolded;  // rgb: lux; a: number of the surface it belongs to, 0 = none


void main() {
    int place = texelFetch(places, ivec2(gl_FragCoord.xy) + ivec2(0, drawn_above), 0).x;
    unfolded = vec4(0.0);
    if (place < 0 || place >> STRIDE_SHIFT == UNSEEN)
        return;
    int i = place & NUMBER_MASK;
    ivec2 entry = ivec2(i % LIST_WIDTH, i / LIST_WIDTH);
    unfolded = vec4(texelFetch(light, entry, 0).rgb, texelFetch(normals, entry, 0).w);
}
