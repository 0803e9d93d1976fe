#version 330 core

// The light of a texel: the fixed part, and each dimmable lamp's own as bright as the lamp is now.

#include "bake_part.glsl"

uniform sampler2D fixed_light;   // rgb: lux; a: key
uniform sampler2D parts;         // the tiles of all parts

flat in ivec2 tile_low;
flat in ivec2 tile_entries;
flat in ivec4 first_x;
flat in ivec4 first_y;
flat in vec4 first_dimmer;

layout(location = 0) out vec4 light;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    light = texelFetch(fixed_light, here, 0);
    for (int i = 0; i < min(tile_entries.y, 4); ++i)
        light.rgb += first_dimmer[i] * texelFetch(parts, here + ivec2(first_x[i], first_y[i]), 0).rgb;
    for (int i = 4; i < tile_entries.y; ++i) {
        Entry entry = entry_at(tile_entries.x + i);
        light.rgb += entry.dimmer * texelFetch(parts, entry.slot + here - tile_low, 0).rgb;
    }
}
