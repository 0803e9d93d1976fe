#version 330 core

// Steam above one grate, laid over the air that was marched (view_air.frag): airlight, cd/m2, and opacity.
// A plume that rises by its own warmth widens in proportion to its height and slows and thins with it (B. R. Morton,
// G. I. Taylor and J. S. Turner, "Turbulent gravitational convection", 1956), in puffs that keep the shape they left with.

#ifndef STEPS
#define STEPS 8
#endif

#include "view_air_light.glsl"
#ifdef SPOT_LAMPS
#include "common_beam.glsl"
#include "view_air_phase.glsl"
#endif

uniform sampler2D pattern;      // normal deviates (liminal/view/fog_pattern.py)
uniform vec3 source;            // m
uniform float time;             // s, plus the grate's own start
uniform float steam;            // 1/m, where it leaves the grate
uniform float albedo;

layout(location = 0) out vec4 air;
layout(location = 1) out vec4 ended;

const float RADIUS = 0.2;       // m, at the grate: where the density falls to 1/e
const float WIDENING = 0.12;    // radius for each metre of height: 6/5 of the entrainment constant, 0.1
const float VIRTUAL = RADIUS / WIDENING;  // m below the grate: where a plume without width would start
const float SPEED = 0.75;       // m/s, at the grate
const float EVAPORATION = 1.3;  // m: over which drops shrink to 1/e by number
const float TOP = 3.2;          // m: nothing is left above
const vec2 PUFF = vec2(0.075, 0.11);  // periods of the pattern for each radius across, and each second
const float SWAY = 0.3;         // m for each metre of height: how far the axis strays

// Density, against that at the grate.
float plume(vec3 place) {
    float height = max(place.y - source.y, 0.0), grown = 1.0 + height / VIRTUAL, octaves = log2(grown);
    // When what is here left the grate: the speed falls with the third root of the height.
    float left = time - 0.75 * VIRTUAL / SPEED * (exp2(4.0 / 3.0 * octaves) - 1.0);
    vec2 sway = SWAY * height * texture(pattern, vec2(0.4 * PUFF.y * left, 0.37)).rg;
    vec2 off = (place.xz - source.xz - sway) / (RADIUS * grown);
    vec2 lumps = texture(pattern, vec2(PUFF.x * off.x, PUFF.y * left)).rg
        + texture(pattern, vec2(0.5 + PUFF.y * left, PUFF.x * off.y)).gr;
    float thinned = 5.0 / 3.0 * octaves + 1.442695 * (height / EVAPORATION + dot(off, off) * exp2(1.15 * lumps.y));
    float fade = smoothstep(0.0, 0.1, height) * (1.0 - smoothstep(0.6 * TOP, TOP, height));
    return max(1.0 + 0.8 * lumps.x, 0.0) * fade * exp2(-thinned);
}

void main() {
    vec3 way = way_to(depth_here());

    // The part of the way that is near the axis, and between the grate and the top.
    float level = max(length(way.xz), 1e-4), distance_ = length(way);
    float nearest = dot(source.xz - eye.xz, way.xz) / (level * level);
    float height = clamp(eye.y + nearest * way.y - source.y, 0.0, TOP);
    float reach = 2.2 * (RADIUS + WIDENING * height) + 1.5 * SWAY * height;
    vec2 ends = nearest + vec2(-reach, reach) / level;
    vec2 heights_ = (source.y + vec2(0.0, TOP) - eye.y) / (abs(way.y) > 1e-4 ? way.y : 1e-4);
    float begin = max(max(ends.x, min(heights_.x, heights_.y)), 0.0);
    float end = min(min(ends.y, max(heights_.x, heights_.y)), 1.0);
    float off = length(eye.xz + nearest * way.xz - source.xz);

    bool crossed = end > begin && off < reach;
    float length_ = (end - begin) / float(STEPS) * distance_, along = 0.0;
    for (int i = 0; i < (crossed ? STEPS : 0); ++i)
        along += plume(eye + mix(begin, end, (float(i) + 0.5) / float(STEPS)) * way);
    float kept = exp(-steam * along * length_);

    // Light changes little from one side of a plume to the other.
    vec3 middle = eye + clamp(nearest, begin, max(begin, end)) * way;
    vec2 at = grid_place(middle.xz);
    vec3 light = room_light(at, room_at(at), middle.y);
#ifdef SPOT_LAMPS
    for (int i = 0; i < spot_count; ++i) {
        vec3 towards = middle - spot_place[i];
        float square = max(dot(towards, towards), 0.01);
        vec3 direction = towards * inversesqrt(square);
        float share = beam(i, dot(direction, spot_axis[i])) / square;
        light += backward(dot(direction, way) / distance_) * share * spot_intensity[i];
    }
#endif
    air = vec4(albedo * (1.0 - kept) * light, 1.0 - kept);
    ended = vec4(0.0);
}
