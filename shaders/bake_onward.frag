#version 330 core

// The radiosity of each texel: its own light, and its reflectance times the irradiance of its group in all bounces.

#include "light.constants"

uniform sampler2D sent;             // lux, per texel of the list
uniform sampler2D reflectance;
uniform isampler2D groups;          // x: the group of each texel
uniform sampler2D received;         // lux, per group: in all bounces
uniform sampler2D earlier;          // the same without the last one
uniform sampler2D after, before;    // lux, per group: radiosity after the last one and before it
uniform int rows;                   // of the list of groups; behind it, the means of bake_kinds.frag
uniform bool tail;                  // whether bounces that were not followed are added: a geometric series

layout(location = 0) out vec4 radiosity;  // lux

const float MOST = 0.95;  // of the bounce before: nothing in the place throws back more

float whole(sampler2D sending) {
    return dot(texelFetch(sending, ivec2(3, rows), 0), vec4(1.0));
}

void main() {
    ivec2 place = ivec2(gl_FragCoord.xy);
    int number = texelFetch(groups, place, 0).x;
    ivec2 group = ivec2(number % LIST_WIDTH, number / LIST_WIDTH);
    vec4 light = texelFetch(received, group, 0);
    if (tail) {
        float ratio = min(whole(after) / max(whole(before), 1e-30), MOST);
        light += (light - texelFetch(earlier, group, 0)) * (ratio / (1.0 - ratio));
    }
    radiosity = texelFetch(sent, place, 0) + texelFetch(reflectance, place, 0) * light;
}
