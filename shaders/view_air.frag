#version 330 core

// The air between the eye and what a pixel shows: airlight (cd/m2) and opacity, by single scattering of the light of the
// room and of small lamps. Each step takes exactly what its extinction takes.

#ifndef STEPS
#define STEPS 4
#endif

#include "view_air_light.glsl"
#ifdef SPOT_LAMPS
#include "view_air_beam.glsl"
#endif

uniform sampler2D pattern;      // of the fog: normal deviates of its density, and of the height of its top
uniform float period;           // m: of the pattern
uniform vec2 world;             // m: of the window, in the world, less whole periods
uniform vec4 drift;             // periods: how far the two parts of the pattern have moved
uniform float haze;             // 1/m
uniform float fog;              // 1/m
uniform float fog_top;          // m above the floor
uniform float fog_softness;     // m
uniform vec2 fog_unevenness;    // standard deviations of its density, share, and of its top, m
uniform float albedo;

layout(location = 0) out vec4 air;
layout(location = 1) out vec4 ended;

// Integral over height, from far below, of the share of fog that there is so high above its top.
float fog_below(float height) {
    float along = clamp(height / fog_softness, -1.0, 1.0);
    float ramp = along - 0.25 * (along + 1.0) * (along + 1.0);
    return fog_softness * ramp + min(height + fog_softness, 0.0);
}

// Extinction of fog along a step, 1/m: the exact mean over its heights, with the pattern in its middle. `from`, `to`: m
// above the floor.
float fog_along(float from, float to, vec2 place, float length_) {
    vec2 p = (place + world) / period;
    vec2 uneven = texture(pattern, p - drift.xy).rg + texture(pattern, p.yx - drift.zw).rg;
    uneven *= fog_unevenness / (1.0 + 0.25 * length_ * length_);  // a long step passes many parts
    float top = fog_top + uneven.y;
    float share = abs(to - from) > 1e-3 ? (fog_below(to - top) - fog_below(from - top)) / (to - from)
        : clamp(0.5 - 0.5 * (0.5 * (from + to) - top) / fog_softness, 0.0, 1.0);
    return fog * share * max(1.0 + uneven.x, 0.1);
}

void main() {
    float deep = depth_here();
    vec3 way = way_to(deep);

    // Where the way passes the top of the fog above the floor that it ends at: steps do not cross it.
    float split = 1.0;
    if (fog > 0.0) {
        float top = room_at(grid_place(eye.xz + way.xz)).r + fog_top + fog_softness;
        float crossing = (top - eye.y) / way.y;
        split = crossing > 0.0 ? min(crossing, 1.0) : 1.0;
    }
    int steps = split < 0.999 ? 2 * STEPS : STEPS;
    float distance_ = length(way), kept = 1.0, before = 0.0;
    vec3 light = vec3(0.0);
#ifdef SPOT_LAMPS
    float ends[2 * STEPS], thicks[2 * STEPS], seen[2 * STEPS];
#endif
    for (int i = 1; i <= steps; ++i) {
        float after = i <= STEPS ? split * float(i) / float(STEPS)
            : mix(split, 1.0, float(i - STEPS) / float(STEPS));
        vec3 middle = eye + 0.5 * (before + after) * way;
        float length_ = (after - before) * distance_;
        vec2 at = grid_place(middle.xz), between = room_at(at);
        float thick = haze;
        if (fog > 0.0)
            thick += fog_along(eye.y + before * way.y - between.r, eye.y + after * way.y - between.r, middle.xz, length_);
        float through = exp(-thick * length_);
        light += kept * (1.0 - through) * room_light(at, between, middle.y);
#ifdef SPOT_LAMPS
        ends[i - 1] = after;
        thicks[i - 1] = thick;
        seen[i - 1] = kept * (i == 1 ? 1.0 : sqrt(through));  // most of the first step's is at the lens
#endif
        kept *= through;
        before = after;
    }
#ifdef SPOT_LAMPS
    for (int lamp = 0; lamp < spot_count; ++lamp) {
        LampWay lit = lamp_way(lamp, eye, way);
        vec3 to_lamp = spot_place[lamp] - eye;
        float nearest = dot(to_lamp, way) / (distance_ * distance_), nearer = lamp_until(lamp, lit, 0.0), begin = 0.0;
        float scattered = 0.0;
        for (int i = 0; i < steps; ++i) {
            float farther = lamp_until(lamp, lit, ends[i]);
            // Of the step that passes the lamp, most light comes from where it is nearest.
            float at = nearest >= begin && nearest < ends[i] ? nearest : 0.5 * (begin + ends[i]);
            scattered += thicks[i] * seen[i] * exp(-thicks[i] * length(at * way - to_lamp)) * (nearer - farther);
            nearer = farther;
            begin = ends[i];
        }
        light += scattered * spot_intensity[lamp];
    }
#endif
    air = vec4(albedo * light, 1.0 - kept);
    ended = vec4(deep);
}
