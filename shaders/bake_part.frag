#version 330 core

// The light of a texel: the fixed part, and each dimmable lamp's own as bright as the lamp is now.
//
// Texels are sampled at their centres: on llvmpipe a third of the time that fetching them by number takes.

#include "bake_part.glsl"

uniform sampler2D fixed_light;  // rgb: lux; a: number of the surface
uniform sampler2D parts;        // the squares of all parts; those of one square of the atlas lie side by side
uniform vec2 fixed_size;        // texels
uniform vec2 kept_size;         // texels, of `parts`

flat in vec2 shift;
flat in vec4 dimmer[ENTRIES / 4];

layout(location = 0) out vec4 light;

void main() {
    light = textureLod(fixed_light, gl_FragCoord.xy / fixed_size, 0.0);
    vec2 first = (gl_FragCoord.xy + shift) / kept_size;
    float step_ = float(square) / kept_size.x;
    for (int i = 0; i < ENTRIES; ++i)
        light.rgb += dimmer[i / 4][i % 4] * textureLod(parts, first + vec2(step_ * float(i), 0.0), 0.0).rgb;
}
