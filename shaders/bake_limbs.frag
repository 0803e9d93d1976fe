#version 330 core

// What the limbs of a body keep from surfaces near it, however bright it is there. A square of a picture of such squares is
// drawn.

#include "bake_mover_lamp.glsl"
#include "bake_limbs.glsl"

uniform sampler2D positions;    // xyz; w: whether anything is known there
uniform sampler2D normals;
uniform sampler2D lamp_light;   // lux: of four lamps, as bright as the piece says; above these, of the next four
uniform float lamp_counts[SHADOWED];  // 0 to 1: how much of its shadow is shown
uniform vec4 sphere;            // about the body: centre and radius
uniform float reach;            // from its centre: up to here it counts

flat in ivec2 shift;

layout(location = 0) out vec4 first_kept;   // the share of the light of lamps 0 to 3
layout(location = 1) out vec4 second_kept;  // of lamps 4 to 7
layout(location = 2) out vec4 hidden;       // x: of the light from all around

const float FADES = 0.7;        // of `reach`: from here on it counts less
const float PI = 3.14159265;

// The share of the light from all around, by the cosine, that a limb hides.
float hides(int i, vec3 position, vec3 normal) {
    vec3 from = limbs[2 * i].xyz - position;
    float radius = limbs[2 * i].w, half_ = limbs[2 * i + 1].w, square = dot(from, from);
    float cosine = dot(limbs[2 * i + 1].xyz, from) / half_;
    cosine *= cosine / square;
    // Its outline's area / pi, before the disc of its distance.
    float area = radius * (radius * sqrt(cosine) + 4.0 / PI * half_ * sqrt(max(1.0 - cosine, 0.0)));
    return max(dot(from, normal), 0.0) * inversesqrt(square) * area / (square + 0.5 * area);
}

void main() {
    ivec2 there = ivec2(gl_FragCoord.xy) + shift;
    vec4 place = texelFetch(positions, there, 0);
    vec3 position = place.xyz, normal = texelFetch(normals, there, 0).xyz;
    vec3 away = position - sphere.xyz;
    float counts = place.w * (1.0 - smoothstep(FADES * reach, reach, length(away))), kept[SHADOWED];

    int above = textureSize(positions, 0).y;
    for (int i = 0; i < SHADOWED; ++i) {
        float own = texelFetch(lamp_light, there + ivec2(0, i / 4 * above), 0)[i % 4];

        // Only what lies in the cone of rays to the lamp can hide it. Drivers that draw without a GPU pass a loop by, but no
        // branch.
        Lamp lamp = lamp_above(lamp_at(i), position, normal);
        vec3 to_lamp = vec3(lamp.low + lamp.high, 2.0 * lamp.y).xzy / 2.0 - position;
        float along = clamp(dot(-away, to_lamp) / dot(to_lamp, to_lamp), 0.0, 1.0);
        vec2 half_ = (lamp.high - lamp.low) / 2.0;
        float radius = sphere.w + along * length(half_), far = length(to_lamp);
        vec3 beside = -away - along * to_lamp;
        bool near = counts * lamp_counts[i] * own > 0.0 && dot(beside, beside) < radius * radius && shines_on(lamp, position);
        float left = 1.0;
        for (int limb = 0; limb < (near ? limb_count : 0); ++limb)
            left *= 1.0 - covers(limb, position, to_lamp / far, far, half_);
        kept[i] = counts * lamp_counts[i] * (1.0 - left);
    }

    float left = 1.0;
    bool before = counts > 0.0 && dot(-away, normal) > -sphere.w;
    for (int limb = 0; limb < (before ? limb_count : 0); ++limb)
        left *= 1.0 - min(hides(limb, position, normal), 1.0);
    first_kept = vec4(kept[0], kept[1], kept[2], kept[3]);
    second_kept = vec4(kept[4], kept[5], kept[6], kept[7]);
    hidden = vec4(counts * (1.0 - left), 0.0, 0.0, 0.0);
}
