#version 330 core

// The means of groups of texels: of their radiosity, and of their reflectance.

#include "light.constants"

uniform sampler2D sent;         // lux, per texel of the list
uniform sampler2D reflectance;
uniform isampler2D ranges;      // per group: first entry and number of entries in `members`
uniform isampler2D members;     // numbers of texels, group by group

layout(location = 0) out vec4 mean_sent;
layout(location = 1) out vec4 mean_reflectance;

ivec2 folded(int i) {
    return ivec2(i % LIST_WIDTH, i / LIST_WIDTH);
}

void main() {
    ivec2 range = texelFetch(ranges, ivec2(gl_FragCoord.xy), 0).xy;
    vec4 light = vec4(0.0), share = vec4(0.0);
    for (int i = range.x; i < range.x + range.y; ++i) {
        ivec2 member = folded(texelFetch(members, folded(i), 0).x);
        light += texelFetch(sent, member, 0);
        share += texelFetch(reflectance, member, 0);
    }
    float size = float(max(range.y, 1));
    mean_sent = light / size;
    mean_reflectance = share / size;
}
