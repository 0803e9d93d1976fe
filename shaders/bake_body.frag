#version 330 core

// The light of lamps on the surfels of a body where it is now, were they as bright as the piece says: lux, and that of each as it
// would fall on what faces it.

#include "bake_mover_lamp.glsl"
#include "bake_limbs.glsl"
#include "common_skin.glsl"
#include "common_body_light.glsl"

uniform sampler2D surfels;         // where its skin was made, m
uniform sampler2D normals;
uniform sampler2D joints;          // that move each surfel
uniform sampler2D weights;
uniform float cell;                // m
uniform float lamp_seen[SHADOWED];    // the share of each lamp that the place lets through to it
uniform float lamp_counts[SHADOWED];  // 0 to 1: how much of its shadow is shown
uniform vec3 lamp_colour;

layout(location = 0) out vec4 irradiance;
layout(location = 1) out vec4 first_lamps;   // lux: of lamps 0 to 3, on what faces each
layout(location = 2) out vec4 second_lamps;  // of lamps 4 to 7
layout(location = 3) out vec4 outward;       // the normal

const vec2 OUTSIDE = vec2(1.0, 1.5);  // radii from a limb: nearer than the first its skin is its own, and not shaded by it

// How far outside a limb a place is, 0 to 1.
float outside(int i, vec3 position) {
    vec3 from = position - limbs[2 * i].xyz, rod = limbs[2 * i + 1].xyz;
    float half_ = limbs[2 * i + 1].w, radius = limbs[2 * i].w;
    vec3 away = from - rod * clamp(dot(from, rod) / (half_ * half_), -1.0, 1.0);
    return smoothstep(OUTSIDE.x, OUTSIDE.y, length(away) / radius);
}

// Lambert's formula for a lamp on what faces its middle, which has all of it above its horizon.
float on_facing(Lamp lamp, vec3 position, vec3 towards) {
    vec3 a = normalize(vec3(lamp.low.x, lamp.y, lamp.low.y) - position);
    vec3 b = normalize(vec3(lamp.high.x, lamp.y, lamp.low.y) - position);
    vec3 c = normalize(vec3(lamp.high.x, lamp.y, lamp.high.y) - position);
    vec3 d = normalize(vec3(lamp.low.x, lamp.y, lamp.high.y) - position);
    return max(0.5 * lamp.luminance * dot(edge(a, d) + edge(d, c) + edge(c, b) + edge(b, a), towards), 0.0);
}

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    vec4 surfel = texelFetch(surfels, here, 0);
    SkinMotion motion = skin_motion(ivec4(texelFetch(joints, here, 0)), texelFetch(weights, here, 0), 0);
    vec3 normal = normalize(skin_turned(motion, texelFetch(normals, here, 0).xyz));
    vec3 position = skin_moved(motion, surfel.xyz) / cell + RAY_START * normal;

    float direct = 0.0, found[SHADOWED];
    for (int i = 0; i < SHADOWED; ++i) {
        Lamp whole = lamp_at(i);
        vec3 to_lamp = vec3(whole.low + whole.high, 2.0 * whole.y).xzy / 2.0 - position;
        float far = length(to_lamp);
        vec3 towards = to_lamp / far;
        Lamp lamp = lamp_above(whole, position, towards);
        found[i] = 0.0;
        if (!shines_on(lamp, position))
            continue;
        float along = dot(towards, normal);
        float light = along > -2.0 * HALF_LAMP ? lamp_seen[i] * on_facing(lamp, position, towards) : 0.0;
        float left = 1.0;
        for (int limb = 0; limb < (light * lamp_counts[i] > 0.0 ? limb_count : 0); ++limb)
            left *= 1.0 - outside(limb, position) * covers(limb, position, towards, far, (lamp.high - lamp.low) / 2.0);
        found[i] = light * mix(1.0, left, lamp_counts[i]);
        direct += found[i] * facing(along);
    }
    irradiance = vec4(direct * lamp_colour, 1.0);
    first_lamps = vec4(found[0], found[1], found[2], found[3]);
    second_lamps = vec4(found[4], found[5], found[6], found[7]);
    outward = vec4(normal, 0.0);
}
