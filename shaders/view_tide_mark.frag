#version 330 core

// What is left of the light of a wall that water has stood at for long: a scum line where it stood, fainter ones where it
// stayed as it fell, lime and dirt below.

uniform ivec2 world_corner;       // cells (x, z): where the window begins
uniform float cell;               // m
uniform float surface_footprint;  // pixels that a sample stands for, along an edge

#include "common_noise.glsl"

in vec3 place;
flat in float water_level;        // where it stood, m

layout(location = 0, index = 0) out vec4 radiance;     // added: none
layout(location = 0, index = 1) out vec4 transmitted;  // the share that stays of the wall's light, and of its luminance

const vec3 LUMINANCE = vec3(0.2126, 0.7152, 0.0722);  // ITU-R BT.709-6, item 3.3
const vec3 DIRT = vec3(0.80, 0.88, 1.25);  // what it takes of red, green and blue: yellowish grey
const ivec2 PERIOD = ivec2(256);           // lattice cells after which the marks repeat
const int STAYS = 4;                       // heights at which it stayed as it fell
const float APART = 0.24;                  // m: about how far these are apart
const float SHARP = 0.003, FADES = 0.022;  // m: a mark ends so sharply above, and fades so far below

// How much of a mark at a depth (m) shows at `depth`. `span`: m that a sample stands for.
float mark(float depth, float at, float span) {
    float below = depth - at;
    return smoothstep(-SHARP - span, 0.0, below) * exp(-max(below, 0.0) / (FADES + span)) * FADES / (FADES + span);
}

void main() {
    vec2 spot = place.xz / cell + vec2(world_corner);
    float along = spot.x + spot.y, depth = water_level - place.y, span = surface_footprint * fwidth(depth);
    float swell = 0.004 * noise(spot / 5.0, PERIOD, 60u) + 0.002 * noise(spot / 0.6, PERIOD, 61u);
    float patchy = 0.5 + 0.5 * noise(spot / 2.6, PERIOD, 62u), fine = 0.5 + 0.5 * noise(spot / 0.37, PERIOD, 63u);
    depth += swell;

    float dirt = (0.22 + 0.20 * patchy + 0.08 * fine) * mark(depth, 0.0, span);
    for (int i = 1; i <= STAYS; ++i) {
        float at = APART * (float(i) + 0.5 * noise(vec2(float(i) * 7.3, 0.5) + spot / 90.0, PERIOD, 64u));
        float weak = max(noise(spot / 3.7 + float(11 * i), PERIOD, 65u) + 0.35, 0.0);
        dirt += 0.15 * weak * mark(depth, at, span);
    }
    // Lime runs down in streaks, and dirt has settled towards the bottom.
    float streak = noise(vec2(along / 0.45, place.y * 1.3), PERIOD, 66u);
    dirt += step(0.0, depth) * (0.025 + 0.03 * patchy + 0.02 * streak + 0.03 * smoothstep(0.2, 1.6, depth));
    vec3 left = 1.0 - dirt * DIRT;
    radiance = vec4(0.0);
    transmitted = vec4(left, dot(left, LUMINANCE));
}
