#version 330 core

// A pane of clear glass over the picture so far: its transmittance multiplies that, its mirrored light is added. With
// MIRROR one ray finds that. Dust and the streaks of a cloth lie on its face.

#include "Camera.block"
#include "common_noise.glsl"
#include "common_slab.glsl"
#if defined(MIRROR) || defined(SPOT_LAMPS)
#include "common_ray.glsl"
#endif

uniform float cell;                 // m
uniform float limit;                // cd/m2: brighter light is shown as this
uniform float surface_footprint;    // pixels that a sample stands for, along an edge
#ifdef MIRROR
uniform ivec2 world_corner;         // cells (x, z): where the window begins
uniform sampler2DArray surface_layers;

#include "common_radiance.glsl"

const float START = 0.03;           // cells: mirror rays begin this far before the face
const float UNEVEN = 0.0006;        // rad: how far a face leans from that of an even sheet
#else
uniform float output_;              // of all lamps together, against their mean

const float PI = 3.14159265;
#endif
#ifdef SPOT_LAMPS
#include "common_lamp.glsl"

const float LAMP_RADIUS = 0.016;    // m: of a lamp, as a pane mirrors it
#endif

in vec3 place;
in vec3 surface_normal;
in vec2 surface_place;
in vec3 irradiance;
in vec3 reflectance;
#ifdef PASSES
#include "view_pass_shown.glsl"

in vec3 straight;
#endif

layout(location = 0, index = 0) out vec4 radiance;     // rgb: light, at most `limit`; a: luminance without it
layout(location = 0, index = 1) out vec4 transmitted;  // the share of both that passes

const ivec2 ENDLESS = ivec2(4096);  // cells: after so many the patterns repeat
const vec3 LUMINANCE = vec3(0.2126, 0.7152, 0.0722);  // ITU-R BT.709-6, item 3.3
const float HALF_MAXIMUM = 65504.0;

// How dusty a place is against the mean: clouds, and the arcs of the cloth that wiped it last.
float dustiness(vec2 at, float span) {
    vec2 from = at + vec2(0.35, 0.9);
    float arc = length(from), turn = atan(from.x, from.y);
    float streak = noise(vec2(arc * 46.0, turn * 2.0), ENDLESS, 20u) + 0.7 * noise(vec2(arc * 140.0, turn * 3.0), ENDLESS, 21u);
    float cloud = noise(at / 0.21, ENDLESS, 22u) + 0.5 * noise(at / 0.06, ENDLESS, 23u);
    return clamp(1.0 + 0.45 * cloud + 0.5 * streak * (1.0 - smoothstep(0.004, 0.02, span)), 0.1, 2.5);
}

void main() {
    vec3 upright = normalize(surface_normal), towards = normalize(place - eye);
    float cosine = clamp(-dot(towards, upright), 0.001, 1.0);
    vec3 mirrored, passed;
    slab(cosine, PANE_THICKNESS, mirrored, passed);

    // A thin layer of grains, each of which throws half of what it meets back: the denser, the more one looks along it.
    vec2 footprint = surface_footprint * fwidth(surface_place);
    vec3 free = exp(-2.0 / cosine * dustiness(surface_place, max(footprint.x, footprint.y)) * reflectance);
    vec3 dust = 0.5 * (1.0 - free);
    vec3 light = dust * irradiance / PI * output_;
    vec3 away = reflect(towards, upright), shine = vec3(0.0);
#ifdef SPOT_LAMPS
    vec3 lit = dust * spot_irradiance(place, upright) / PI;
    light += lit;
    // The lamps themselves, where the pane shows them.
    for (int i = 0; i < spot_count; ++i) {
        vec3 to_lamp = spot_place[i] - place;
        float along = dot(to_lamp, away), off = length(to_lamp - along * away);
        if (along > 0.0 && off < LAMP_RADIUS)
            shine += mirrored * beam(i, dot(away, -spot_axis[i])) * spot_intensity[i] / (PI * LAMP_RADIUS * LAMP_RADIUS);
    }
#endif
#ifdef MIRROR
    vec2 lean = vec2(noise(surface_place / 0.17, ENDLESS, 24u), noise(surface_place / 0.17, ENDLESS, 25u));
    vec3 sideways = normalize(cross(upright, abs(upright.y) < 0.9 ? vec3(0.0, 1.0, 0.0) : vec3(1.0, 0.0, 0.0)));
    vec3 face = normalize(upright + UNEVEN * (lean.x * sideways + lean.y * cross(upright, sideways)));
    vec3 start = place / cell + START * upright;
    vec3 found = radiance_along(start, reflect(towards, face), clear_around(start), 1e6, distance(place, eye) / cell);
    shine += mirrors * min(mirrored * found, limit);
#endif
    passed *= free;
    radiance = vec4(min(light, limit) + shine, min(dot(light + shine, LUMINANCE), HALF_MAXIMUM));
#ifdef PASSES
    vec3 direct = dust * straight / PI * output_;
#ifdef SPOT_LAMPS
    direct += lit;
#endif
    radiance = of_pass(radiance, dust, light, direct);
#endif
    transmitted = vec4(passed, dot(passed, LUMINANCE));
}
