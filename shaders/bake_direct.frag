#version 330 core

// Light that comes straight from the lamps: irradiance in lux.
//
// Lamps close by are taken one by one: the closed form of an unshadowed rectangle times the share of it that is seen.
// Of those further off a fixed number is drawn by importance, so that a hall of a thousand lamps costs no more than a room.

#include "common_ray.glsl"
#ifdef WATER
#include "bake_water.glsl"
#endif
#include "bake_troffer.glsl"
#include "bake_surfel.glsl"

uniform sampler2D lamps;        // column i: row 0 = x, z of the lower corner and of the upper; row 1 = y, luminance (cd/m2)
uniform isampler2D near_range;  // per cluster: first entry and number of entries in near_list
uniform isampler2D near_list;   // lamp numbers
uniform isampler2D far_range;   // per far cluster: first entry and number of entries in far_list, first in far_guide
uniform sampler2D far_list;     // lamp number, importance summed up to and with it (the last is 1)
uniform isampler2D far_guide;   // FAR_BINS + 1 for each far cluster: how many of its entries end at or below a share
uniform isampler2D changes;     // corners of cells up to each where heights change or boxes stand (liminal/light/direct.py)
uniform ivec3 corner;           // cells: where the window begins in the world; a place has the same samples in any window
uniform float near_radius;      // cells: up to here a lamp counts as near
uniform int far_samples;

layout(location = 0) out vec2 irradiance;  // lux: x from near lamps, y from far ones

const int FIRST_RAYS = 8;     // shadow rays to a lamp from texels of stride 1; where they disagree, MORE_RAYS follow
const int MORE_RAYS = 24;
const int FEWEST_SAMPLES = 4; // of far lamps, for texels that stand for many
const float WHOLLY_NEAR = 0.65; // of `near_radius`: up to here all of a lamp is near
const float MOST_GAIN = 2.0;  // of light by bending: up to here its share of light in air is taken, which varies less
const float PI = 3.14159265;

ivec2 folded(int i) {
    return ivec2(i % LIST_WIDTH, i / LIST_WIDTH);
}

// Fetch a lamp less its parts that the surfel cannot see.
Lamp lamp_above(int i, Surfel surfel) {
    vec2 rest = texelFetch(lamps, ivec2(i, 1), 0).xy;
    vec4 area = texelFetch(lamps, ivec2(i, 0), 0);
    return lamp_above(Lamp(area.xy, area.zw, rest.x, rest.y), surfel.position, surfel.normal);
}

// The share of a lamp that counts as near: it falls off towards the radius, so that no line shows where far lamps begin,
// whose light is drawn by lot and smoothed.
float near_share(Lamp lamp, Surfel surfel) {
    vec2 away = max(max(lamp.low - surfel.position.xz, surfel.position.xz - lamp.high), 0.0);
    return 1.0 - smoothstep(WHOLLY_NEAR, 1.0, length(away) / near_radius);
}

// The share of a lamp's light that arrives, by shadow rays `first` .. `last` of a sequence shifted by `shift`.
// Returns (light that arrives, all light).
vec2 arriving(Lamp lamp, Surfel surfel, float clear, vec2 shift, int first, int last) {
    vec2 sum = vec2(0.0);
    for (int i = first; i < last; ++i) {
        vec2 point = mix(lamp.low, lamp.high, fract(spread_2(i * surfel.copies + surfel.copy) + shift));
        vec3 to_lamp = vec3(point.x, lamp.y, point.y) - surfel.position;
        float light = weight(to_lamp, surfel.normal);
#ifdef WATER
        float depth = depth_of(surfel.position);
        if (depth > 0.0 && depth < to_lamp.y) {
            sum += vec2(weight_through(surfel.position, surfel.normal, to_lamp, depth, clear), light);
            continue;
        }
#endif
        sum += light * vec2(unobstructed(surfel.position, to_lamp, clear) ? 1.0 : 0.0, 1.0);
    }
    return sum;
}

// Whether nothing can stand between a surfel and a lamp: the rectangle of cells that both are in is of equal heights.
bool is_open(Surfel surfel, Lamp lamp) {
    ivec2 low = ivec2(floor(min(surfel.position.xz, lamp.low))), high = ivec2(floor(max(surfel.position.xz, lamp.high)));
    int inside = texelFetch(changes, high, 0).x + texelFetch(changes, low, 0).x
               - texelFetch(changes, ivec2(high.x, low.y), 0).x - texelFetch(changes, ivec2(low.x, high.y), 0).x;
    return inside == 0 && all(lessThan(low, high));
}

float from_near_lamps(Surfel surfel, float clear, ivec2 cluster, vec2 shift) {
    float sum = 0.0;
    int alike = surfel.stride * surfel.copies;  // surfels of a stride are smoothed together, copies are averaged
    int first = max(FIRST_RAYS / alike, 2), all = first + MORE_RAYS / alike;
    ivec2 range = texelFetch(near_range, cluster, 0).xy;
    for (int i = 0; i < range.y; ++i) {
        Lamp lamp = lamp_above(texelFetch(near_list, folded(range.x + i), 0).x, surfel);
        float share = near_share(lamp, surfel);
        if (!shines_on(lamp, surfel.position) || share <= 0.0)
            continue;
        vec2 light = vec2(1.0);
#ifdef WATER
        bool straight = is_open(surfel, lamp) && depth_of(surfel.position) <= 0.0;
#else
        bool straight = is_open(surfel, lamp);
#endif
        if (!straight) {
            light = arriving(lamp, surfel, clear, shift, 0, first);
            // None of a few points may lie above the horizon of a surfel that leans.
            bool partly = light.y == 0.0 || light.x > 0.0 && light.x < light.y;
            if (partly)
                light += arriving(lamp, surfel, clear, shift, first, all);
#ifdef WATER
            // Light that bends reaches surfaces that look away from the lamp, where the closed form is nothing.
            if (light.x > MOST_GAIN * light.y) {
                vec2 size = lamp.high - lamp.low;
                sum += share * lamp.luminance * size.x * size.y * light.x / float(partly ? all : first);
                continue;
            }
#endif
        }
        if (light.x > 0.0)
            sum += share * unshadowed(lamp, surfel.position, surfel.normal) * light.x / light.y;
    }
    return sum;
}

// Find the entry of a far list whose summed importance first exceeds `chosen`; returns (entry, its own importance).
vec2 draw(ivec3 range, float chosen) {
    int bin = range.z + int(chosen * float(FAR_BINS));
    int low = texelFetch(far_guide, folded(bin), 0).x, high = min(texelFetch(far_guide, folded(bin + 1), 0).x, range.y - 1);
    while (low < high) {
        int middle = (low + high) / 2;
        if (texelFetch(far_list, folded(range.x + middle), 0).y > chosen) high = middle;
        else low = middle + 1;
    }
    vec2 entry = texelFetch(far_list, folded(range.x + low), 0).xy;
    float before = low > 0 ? texelFetch(far_list, folded(range.x + low - 1), 0).y : 0.0;
    return vec2(entry.x, entry.y - before);
}

// A place in the world, in parts of a cell.
ivec3 in_world(vec3 position, int parts) {
    return ivec3(floor(position * float(parts))) + corner * parts;
}

float from_far_lamps(Surfel surfel, float clear, ivec2 cluster) {
    ivec3 range = texelFetch(far_range, cluster, 0).xyz;
    if (range.y == 0)
        return 0.0;
    int samples = min(far_samples, max(2 * far_samples / surfel.stride, FEWEST_SAMPLES));
    float sum = 0.0;

    // Every block has a shift of its own, so that a lamp which its draws miss is not missed by a whole room.
    uvec3 block = uvec3(in_world(surfel.position, 1) / (2 * surfel.stride));
    uint lot = hash(block.x, block.y, block.z);
    vec3 turn = vec3(lot & 0x3ffu, (lot >> 10) & 0x3ffu, (lot >> 20) & 0x3ffu) / 1024.0;
    for (int i = 0; i < samples; ++i) {
        // Choices of lamp are stratified over a texel's own samples, places on the lamps over those of its block.
        vec3 choice = fract(spread_3(surfel.phase + 16 * i) + turn);
        vec2 drawn = draw(range, (float(i) + choice.x) / float(samples));
        Lamp lamp = lamp_above(int(drawn.x), surfel);
        float share = 1.0 - near_share(lamp, surfel);
        if (!shines_on(lamp, surfel.position) || share <= 0.0)
            continue;
        vec2 point = mix(lamp.low, lamp.high, choice.yz);
        vec3 to_lamp = vec3(point.x, lamp.y, point.y) - surfel.position;
        vec2 size = lamp.high - lamp.low;
#ifdef WATER
        float depth = depth_of(surfel.position);
        if (depth > 0.0 && depth < to_lamp.y) {
            float through = weight_through(surfel.position, surfel.normal, to_lamp, depth, clear);
            sum += share * lamp.luminance * size.x * size.y * through / drawn.y;
            continue;
        }
#endif
        float light = share * lamp.luminance * size.x * size.y * weight(to_lamp, surfel.normal) / drawn.y;
        if (light > 0.0 && unobstructed(surfel.position, to_lamp, clear))
            sum += light;
    }
    return sum / float(samples);
}

void main() {
    ivec2 place = ivec2(gl_FragCoord.xy);
    Surfel surfel = surfel_at(place);
    irradiance = vec2(0.0);

    // Lamps shine down: ceilings get none of it.
    if (surfel.normal.y == -1.0)
        return;
    ivec2 cell = ivec2(floor(surfel.position.xz));
    uvec3 spot = uvec3(in_world(surfel.position, 8));
    uint seed = hash(spot.x, spot.y, spot.z);
    vec2 shift = vec2(uvec2(seed & 0xffffu, seed >> 16)) / 65536.0;
    float clear = clear_around(surfel.position);
    irradiance.x = from_near_lamps(surfel, clear, cell / CLUSTER, shift);
    irradiance.y = from_far_lamps(surfel, clear, cell / FAR_CLUSTER);
}
