#version 330 core

// The air between the eye and what a pixel shows: airlight (cd/m2) and transmittance, by single scattering of the light
// of a grid (liminal/light/light_volume.py). Each step takes exactly what its extinction takes.

#ifndef STEPS
#define STEPS 12
#endif
#ifndef LEVELS
#define LEVELS 3
#endif

uniform sampler2D depth;
uniform sampler2D radiance;     // cd/m2, mean over all directions: the levels of the grid one above the other
uniform sampler2D room;         // m: height of floor and ceiling at the places of the grid
uniform float heights[LEVELS];  // of the levels: share of the way from floor to ceiling
uniform vec2 first;             // m: the first place of the grid
uniform float spacing;          // m
uniform vec2 grid;              // places along x and z
uniform vec2 world;             // m: of the window, in the world
uniform vec2 drift;             // m: how far the fog has moved
uniform mat4 window_from_clip;
uniform vec3 eye;
uniform float haze;             // 1/m
uniform float fog;              // 1/m
uniform float fog_top;          // m above the floor
uniform float fog_softness;     // m
uniform float albedo;
uniform float output_;

in vec2 uv;

layout(location = 0) out vec4 air;
layout(location = 1) out vec4 ended;

// Integral over height, from far below, of the share of fog that there is so high above the floor.
float fog_below(float height) {
    float along = clamp((height - fog_top) / fog_softness, -1.0, 1.0);
    float ramp = along - 0.25 * (along + 1.0) * (along + 1.0);
    return fog_top + fog_softness * ramp + min(height - (fog_top - fog_softness), 0.0);
}

// Denser and thinner parts, of a few metres: mean 1.
float patches(vec2 place) {
    vec2 p = place - drift;
    float a = sin(0.83 * p.x + 0.31 * p.y + 1.7 * sin(0.23 * p.y));
    float b = sin(0.97 * p.y - 0.42 * p.x + 1.3 * sin(0.37 * p.x));
    float c = sin(2.3 * p.x + 1.9 * p.y + 2.1 * sin(0.71 * p.x - 0.53 * p.y));
    return 1.0 + 0.25 * a + 0.25 * b + 0.15 * c;
}

void main() {
    ivec2 pixel = min(2 * ivec2(gl_FragCoord.xy), textureSize(depth, 0) - 1);
    float deep = texelFetch(depth, pixel, 0).r;
    vec2 place = (vec2(pixel) + 0.5) / vec2(textureSize(depth, 0));
    vec4 end = window_from_clip * vec4(2.0 * vec3(place, deep) - 1.0, 1.0);
    vec3 way = (end.xyz / end.w - eye) / float(STEPS);
    float length_ = length(way), kept = 1.0;
    vec3 light = vec3(0.0);
    vec2 low = vec2(0.5), high = grid - 0.5;
    for (int i = 0; i < STEPS; ++i) {
        vec3 middle = eye + (float(i) + 0.5) * way;
        vec2 at = clamp((middle.xz - first) / spacing + 0.5, low, high);
        vec2 between = texture(room, at / grid).rg;
        float thick = haze;
        if (fog > 0.0) {
            float from = middle.y - 0.5 * way.y - between.r, to = middle.y + 0.5 * way.y - between.r;
            float share = abs(to - from) > 1e-3 ? (fog_below(to) - fog_below(from)) / (to - from)
                : clamp(0.5 + 0.5 * (fog_top - 0.5 * (from + to)) / fog_softness, 0.0, 1.0);
            thick += fog * share * patches(middle.xz + world);
        }
        float height = clamp((middle.y - between.r) / max(between.g - between.r, 0.1), 0.0, 1.0);
        int level = 0;
        while (level < LEVELS - 2 && height > heights[level + 1])
            ++level;
        float mixed = clamp((height - heights[level]) / (heights[level + 1] - heights[level]), 0.0, 1.0);
        vec2 scale = vec2(grid.x, grid.y * float(LEVELS));
        vec3 below = texture(radiance, (at + vec2(0.0, float(level) * grid.y)) / scale).rgb;
        vec3 above = texture(radiance, (at + vec2(0.0, float(level + 1) * grid.y)) / scale).rgb;
        float through = exp(-thick * length_);
        light += kept * (1.0 - through) * mix(below, above, mixed);
        kept *= through;
    }
    air = vec4(albedo * output_ * light, kept);
    ended = vec4(deep);
}
