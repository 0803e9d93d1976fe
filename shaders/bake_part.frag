#version 330 core

// The light of a texel: the fixed part, and each dimmable lamp's own as bright as the lamp is now.
//
// Texels are sampled at their centres: on llvmpipe a third of the time that fetching them by number takes.

#include "bake_part.glsl"

uniform sampler2D fixed_light;  // rgb: lux; a: key
uniform sampler2D parts;        // the squares of all parts; those of one square of the atlas lie side by side
uniform isampler2D further;     // per square of `parts`: the part it is of
uniform vec2 fixed_size;        // texels
uniform vec2 kept_size;         // texels, of `parts`

flat in ivec2 square_slot;
flat in int square_entries;
flat in vec2 shift;
flat in vec4 low_dimmer;
flat in vec4 high_dimmer;

layout(location = 0) out vec4 light;

vec3 entry(vec2 first, float step_, int i) {
    return textureLod(parts, first + vec2(step_ * float(i), 0.0), 0.0).rgb;
}

void main() {
    light = textureLod(fixed_light, gl_FragCoord.xy / fixed_size, 0.0);
    vec2 first = (gl_FragCoord.xy + shift) / kept_size;
    float step_ = float(square) / kept_size.x;

    // Hardly any square has more than eight: their dimmers were looked up once for all its texels.
    light.rgb += low_dimmer[0] * entry(first, step_, 0);
    if (square_entries > 1) light.rgb += low_dimmer[1] * entry(first, step_, 1);
    if (square_entries > 2) light.rgb += low_dimmer[2] * entry(first, step_, 2);
    if (square_entries > 3) light.rgb += low_dimmer[3] * entry(first, step_, 3);
    if (square_entries > 4) light.rgb += high_dimmer[0] * entry(first, step_, 4);
    if (square_entries > 5) light.rgb += high_dimmer[1] * entry(first, step_, 5);
    if (square_entries > 6) light.rgb += high_dimmer[2] * entry(first, step_, 6);
    if (square_entries > 7) light.rgb += high_dimmer[3] * entry(first, step_, 7);
    for (int i = 8; i < square_entries; ++i) {
        int part = texelFetch(further, square_slot / square + ivec2(i, 0), 0).x;
        light.rgb += dimmers[part] * entry(first, step_, i);
    }
}
