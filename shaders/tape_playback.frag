#version 330 core

// The deck's last filter of luma: band limit and sharpening.

#include "tape_filter.glsl"

uniform isampler2D luma;

layout(location = 0) out ivec4 filtered;

void main() {
    vec4 early, late;
    filter_line(luma, ivec2(gl_FragCoord.xy), early, late);
    filtered = store(early, late);
}
