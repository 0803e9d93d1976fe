#version 330 core

// The air between the eye and what a pixel shows: airlight (cd/m2) and transmittance, by single scattering of the light
// of a grid (liminal/light/light_volume.py), and of the camera's lamp. Each step takes exactly what its extinction takes.

#ifndef COARSE
#define COARSE 2
#endif
#ifndef STEPS
#define STEPS 4
#endif
#ifndef LEVELS
#define LEVELS 3
#endif

#ifdef CAMERA_LAMP
#include "view_air_beam.glsl"
#endif

uniform sampler2D depth;
uniform sampler2D radiance;     // cd/m2, mean over all directions: the levels of the grid one above the other
uniform sampler2D room;         // m: height of floor and ceiling at the places of the grid
uniform sampler2D pattern;      // of the fog: normal deviates of its density, and of the height of its top
uniform float period;           // m: of the pattern
uniform float heights[LEVELS];  // of the levels: share of the way from floor to ceiling
uniform vec2 first;             // m: the first place of the grid
uniform float spacing;          // m
uniform vec2 grid;              // places along x and z
uniform vec2 world;             // m: of the window, in the world, less whole periods
uniform vec4 drift;             // m: how far the two parts of the pattern have moved
uniform mat4 window_from_clip;
uniform vec3 eye;
uniform float haze;             // 1/m
uniform float fog;              // 1/m
uniform float fog_top;          // m above the floor
uniform float fog_softness;     // m
uniform vec2 fog_unevenness;    // standard deviations of its density, share, and of its top, m
uniform float albedo;
uniform float output_;

in vec2 uv;

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
    ivec2 pixel = min(COARSE * ivec2(gl_FragCoord.xy), textureSize(depth, 0) - 1);
    float deep = texelFetch(depth, pixel, 0).r;
    vec2 place = (vec2(pixel) + 0.5) / vec2(textureSize(depth, 0));
    vec4 end = window_from_clip * vec4(2.0 * vec3(place, deep) - 1.0, 1.0);
    vec3 way = end.xyz / end.w - eye;
    vec2 low = vec2(0.5), high = grid - 0.5, scale = vec2(grid.x, grid.y * float(LEVELS));

    // Where the way passes the top of the fog above the floor that it ends at: steps do not cross it.
    float split = 1.0;
    if (fog > 0.0) {
        vec2 at = clamp((eye.xz + way.xz - first) / spacing + 0.5, low, high);
        float crossing = (texture(room, at / grid).r + fog_top + fog_softness - eye.y) / way.y;
        split = crossing > 0.0 ? min(crossing, 1.0) : 1.0;
    }
    int steps = split < 0.999 ? 2 * STEPS : STEPS;
    float distance_ = length(way), kept = 1.0, before = 0.0;
    vec3 light = vec3(0.0);
#ifdef CAMERA_LAMP
    LampWay lamp = lamp_way(eye, way);
    float lens_depth = 1.0 / max(dot(way, camera_lamp_axis), 1e-4), scattered = 0.0, nearer = lamp_until(lamp, 1e4);
#endif
    for (int i = 1; i <= steps; ++i) {
        float after = i <= STEPS ? split * float(i) / float(STEPS)
            : mix(split, 1.0, float(i - STEPS) / float(STEPS));
        vec3 middle = eye + 0.5 * (before + after) * way;
        float length_ = (after - before) * distance_;
        vec2 at = clamp((middle.xz - first) / spacing + 0.5, low, high);
        vec2 between = texture(room, at / grid).rg;
        float thick = haze;
        if (fog > 0.0)
            thick += fog_along(eye.y + before * way.y - between.r, eye.y + after * way.y - between.r, middle.xz, length_);
        float height = clamp((middle.y - between.r) / max(between.g - between.r, 0.1), 0.0, 1.0);
        int level = 0;
        while (level < LEVELS - 2 && height > heights[level + 1])
            ++level;
        float mixed = clamp((height - heights[level]) / (heights[level + 1] - heights[level]), 0.0, 1.0);
        vec3 below = texture(radiance, (at + vec2(0.0, float(level) * grid.y)) / scale).rgb;
        vec3 above = texture(radiance, (at + vec2(0.0, float(level + 1) * grid.y)) / scale).rgb;
        float through = exp(-thick * length_);
        light += kept * (1.0 - through) * mix(below, above, mixed);
#ifdef CAMERA_LAMP
        // Light of the lamp fades on its way there as it does on its way back; most of the first step's is at the lens.
        float farther = lamp_until(lamp, lens_depth / after);
        scattered += thick * kept * kept * (i == 1 ? 1.0 : through) * (nearer - farther);
        nearer = farther;
#endif
        kept *= through;
        before = after;
    }
    light *= output_;
#ifdef CAMERA_LAMP
    light += scattered * camera_lamp_intensity;
#endif
    air = vec4(albedo * light, kept);
    ended = vec4(deep);
}
