#version 330 core

// Record luma: band-limit it, emphasise what is fine, and clip what would drive the carrier too far.

#include "tape_filter.glsl"

uniform isampler2D luma;
uniform float dark_clip, white_clip;

layout(location = 0) out ivec4 recorded;

void main() {
    vec4 early, late;
    filter_line(luma, ivec2(gl_FragCoord.xy), early, late);
    recorded = store(clamp(early, dark_clip, white_clip), clamp(late, dark_clip, white_clip));
}
