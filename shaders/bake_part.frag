#version 330 core

// The light of a texel: the fixed part, and each dimmable lamp's own as bright as the lamp is now.
//
// Texels are sampled at their centres: on llvmpipe a third of the time that fetching them by number takes.

#include "bake_part.glsl"

// Squares of the fixed light (rgb: lux; a: number of the surface), each with those of its light groups to the right.
uniform sampler2D kept;
uniform vec2 kept_size;  // texels

flat in vec2 shift;
flat in vec4 dimmer[ENTRIES / 4];

layout(location = 0) out vec4 light;

void main() {
    vec2 first = (gl_FragCoord.xy + shift) / kept_size;
    light = textureLod(kept, first, 0.0);
    float step_ = float(square) / kept_size.x;
    for (int i = 0; i < ENTRIES; ++i)
        light.rgb += dimmer[i / 4][i % 4] * textureLod(kept, first + vec2(step_ * float(i + 1), 0.0), 0.0).rgb;
}
