#version 330 core

// Light that comes straight from the rectangles that stand for a thing's glowing faces: irradiance in lux, by channel.

#include "common_ray.glsl"
#include "bake_surfel.glsl"
#include "bake_rectangle.glsl"

uniform sampler2D emitters;  // column i: row 0 = centre; 1, 2 = half its width and its height; 3 = luminance (cd/m2)
uniform ivec3 corner;        // cells: where the window begins in the world; a place has the same samples in any window

uniform float texel;         // cells
uniform float close_;        // cells: emitters lower than this over a surface are close before it

layout(location = 0) out vec4 irradiance;  // lux

const int FIRST_RAYS = 8;    // shadow rays to an emitter from surfels of stride 1; where they disagree, MORE_RAYS follow
const int MORE_RAYS = 24;

struct Emitter {
    vec3 centre;  // from the surfel
    vec3 across, up;
    vec3 outward;
};

Emitter emitter_at(int i, Surfel surfel) {
    vec3 across = texelFetch(emitters, ivec2(i, 1), 0).xyz, up = texelFetch(emitters, ivec2(i, 2), 0).xyz;
    vec3 centre = texelFetch(emitters, ivec2(i, 0), 0).xyz - surfel.position;
    return Emitter(centre, across, up, normalize(cross(across, up)));
}

float unshadowed(Emitter emitter, Surfel surfel) {
    vec3 a = emitter.across, b = emitter.up;
    vec3 corners[4] = vec3[4](emitter.centre - a - b, emitter.centre + a - b, emitter.centre + a + b, emitter.centre - a + b);
    return 0.5 * abs(dot(edges_above(corners, surfel.normal), surfel.normal));
}

// The share of its light that an emitter close before a wall has on it: around it light falls off within a texel or two,
// whose edges would show.
float spread_out(Emitter emitter, Surfel surfel) {
    float wide = 2.0 * texel * float(surfel.stride), square = dot(emitter.centre, emitter.centre);
    bool close = surfel.copies == 1 && dot(emitter.centre, surfel.normal) < close_;
    return close ? square / (square + wide * wide) : 1.0;
}

// The share of an emitter's light that arrives, by shadow rays `first` .. `last` of a sequence shifted by `shift`.
// Returns (light that arrives, all light).
vec2 arriving(Emitter emitter, Surfel surfel, float clear, vec2 shift, int first, int last) {
    vec2 sum = vec2(0.0);
    for (int i = first; i < last; ++i) {
        vec2 point = 2.0 * fract(spread_2(i * surfel.copies + surfel.copy) + shift) - 1.0;
        vec3 towards = emitter.centre + point.x * emitter.across + point.y * emitter.up;
        float square = dot(towards, towards);
        float light = max(dot(towards, surfel.normal), 0.0) * max(-dot(towards, emitter.outward), 0.0) / (square * square);
        if (light > 0.0)
            sum += light * vec2(unobstructed(surfel.position, towards, clear) ? 1.0 : 0.0, 1.0);
    }
    return sum;
}

void main() {
    Surfel surfel = surfel_at(ivec2(gl_FragCoord.xy));
    uvec3 spot = uvec3(ivec3(floor(surfel.position * 8.0)) + corner * 8);
    uint seed = hash(spot.x, spot.y, spot.z);
    vec2 shift = vec2(uvec2(seed & 0xffffu, seed >> 16)) / 65536.0;
    float clear = clear_around(surfel.position);
    int alike = surfel.stride * surfel.copies;  // surfels of a stride are smoothed together, copies are averaged
    int first = max(FIRST_RAYS / alike, 2), all = first + MORE_RAYS / alike;
    irradiance = vec4(0.0, 0.0, 0.0, 1.0);
    for (int i = 0; i < textureSize(emitters, 0).x; ++i) {
        Emitter emitter = emitter_at(i, surfel);
        if (dot(emitter.centre, emitter.outward) >= 0.0)
            continue;
        float light = unshadowed(emitter, surfel);
        if (light <= 0.0)
            continue;
        vec2 seen = arriving(emitter, surfel, clear, shift, 0, first);
        if (seen.y == 0.0 || seen.x > 0.0 && seen.x < seen.y)
            seen += arriving(emitter, surfel, clear, shift, first, all);
        if (seen.x > 0.0)
            irradiance.rgb += spread_out(emitter, surfel) * light * seen.x / seen.y * texelFetch(emitters, ivec2(i, 3), 0).rgb;
    }
}
