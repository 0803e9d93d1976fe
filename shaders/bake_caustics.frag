#version 330 core

// Light of surfaces above water, with what its waves make of the part that it mirrors there. A square of the atlas is drawn;
// its data lie in pictures of all such squares.

#include "common_water.glsl"

uniform sampler2D unmoved;    // rgb: lux, as still water mirrors it; a: number of the surface
uniform sampler2D positions;  // xyz, cells
uniform sampler2D normals;
uniform sampler2D mirrored;   // of two lamps: number, and irradiance that still water mirrors from it, lux
uniform vec4 lamp_places[LAMPS];   // xyz, and height of the water, cells
uniform vec3 lamp_sizes[LAMPS];    // along x and z, cells
uniform vec3 lamp_colours[LAMPS];  // of luminance 1
uniform float cell;           // m
uniform float texel;          // of the atlas, m
uniform float strength;       // of the pattern

flat in ivec2 shift;

layout(location = 0) out vec4 light;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy) + shift;
    light = texelFetch(unmoved, here, 0);
    vec4 share = texelFetch(mirrored, here, 0);
    vec3 place = texelFetch(positions, here, 0).xyz * cell, normal = texelFetch(normals, here, 0).xyz;
    bool level = abs(normal.y) > 0.9;
    for (int k = 0; k < 2; ++k) {
        int lamp = int(share[2 * k]);
        vec4 at = lamp_places[lamp] * cell;
        vec2 size = lamp_sizes[lamp].xz * cell, heights = max(vec2(place.y, at.y) - at.w, 1e-3), away = at.xz - place.xz;
        float part = heights.x / (heights.x + heights.y), rest = 1.0 - part;
        vec2 slant = away / (heights.x + heights.y), across = abs(normal.zx) * (rest * texel);
        vec2 widths[4] = vec2[4](
            vec2(size.x * part, 0.0),
            vec2(0.0, size.y * part),
            level ? vec2(rest * texel, 0.0) : across,
            level ? vec2(0.0, rest * texel) : slant * (rest * texel)
        );
        float gathered = mirrored_caustic(place.xz + away * part, 2.0 * heights.x * rest, slant, widths);
        light.rgb += strength * share[2 * k + 1] * (gathered - 1.0) * lamp_colours[lamp];
    }
    light.rgb = max(light.rgb, 0.0);
}
