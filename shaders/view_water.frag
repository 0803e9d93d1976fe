#version 330 core

// Light from a point of the surface of water towards the eye: luminance in cd/m2, linear Rec. 709. One ray goes up to
// what is mirrored (with the switch MIRROR), one down to what lies below (with BELOW); each reads the light where it lands.
// With SHARED both are rays that pixels share, through still water (view_water_rays.frag): waves say which of them count.
// With PASSES it has its part in the others, too: it scatters and shines with nothing.

#include "Camera.block"
uniform float surface_footprint;
#include "common_water.glsl"
#ifdef SHARED
uniform sampler2D above, below, way_up, way_down;  // what rays that are shared have found, and how far they went, m
uniform float mirrors;                 // weight of what is mirrored
uniform float pixel;                   // size of a picture's pixel in the distance 1
uniform vec2 picture;                  // pixels, width and height
#else
uniform sampler2DArray surface_layers;
uniform ivec2 world_corner;
uniform float cell;         // m

#include "common_radiance.glsl"
uniform vec3 absorption;    // 1/m, linear Rec. 709
#endif
#include "ring.constants"
#include "wake.constants"

uniform float limit;        // cd/m2: brighter light is shown as this
uniform float deep;         // weight of what lies below
uniform vec4 ripples[RIPPLES];  // as `waves`, shorter
uniform vec3 rings[RINGS];      // where drops fell, m
uniform int ring_count;
uniform sampler2D ring_slopes;  // a row for each: its slope, by the distance from its middle up to RING_REACH
#ifdef WAKE
uniform vec3 wake_place;        // where who wades is, m
uniform vec2 wake_origin;       // m: of the window on the square, WAKE_PERIOD wide, that waves are known on
uniform sampler2D wake_waves;
#endif

in vec3 place;

#ifdef PASSES
#include "view_passes.glsl"
#endif

layout(location = 0) out vec4 radiance;  // rgb: light, at most `limit`; a: luminance without it, for scattered light

const vec3 LUMINANCE = vec3(0.2126, 0.7152, 0.0722);  // ITU-R BT.709-6, item 3.3
const float HALF_MAXIMUM = 65504.0;
const float START = 0.002;  // cells: rays begin this far off the surface
const float RING_NUMBER = 150.0;  // rad/m: of most waves of a ring

// The slope of ripples and rings, as far as a sample does not average over them: it spans so much (m) across the line of
// sight, and more along it.
vec2 rippled(vec3 at, vec3 towards, float span) {
    vec2 along = normalize(towards.xz + 1e-6), slope = vec2(0.0);
    mat2 spans = 0.5 * span * mat2(-along.y, along.x / max(-towards.y, 0.02), along.x, along.y / max(-towards.y, 0.02));
    for (int i = 0; i < RIPPLES; ++i) {
        vec4 wave = ripples[i];
        vec2 passed = spans * wave.xy;
        slope -= wave.xy * (wave.z / (1.0 + dot(passed, passed)) * wave_sine(dot(wave.xy, at.xz) + wave.w));
    }
    for (int i = 0; i < ring_count; ++i) {
        vec3 away = at - rings[i];
        bool near = dot(away.xz, away.xz) < RING_REACH * RING_REACH && abs(away.y) < 0.01;
        // Drivers that draw without a GPU pass a loop by, but no branch.
        for (int times = near ? 1 : 0; times > 0; --times) {
            float distance_ = length(away.xz);
            vec2 outward = away.xz / max(distance_, 1e-4), passed = spans * (RING_NUMBER * outward);
            float rising = textureLod(ring_slopes, vec2(distance_ / RING_REACH, (float(i) + 0.5) / float(RINGS)), 0.0).x;
            slope += outward * (rising / (1.0 + dot(passed, passed)));
        }
    }
    return slope;
}

#ifdef WAKE
// The slope of a wake at a place on the water (m), and the sum of its curvatures along x and z (1/m).
vec3 wake_at(vec3 at) {
    vec3 away = at - wake_place, wake = vec3(0.0);
    float wading = length(away.xz);
    for (int times = wading < WAKE_REACH && abs(away.y) < 0.01 ? 1 : 0; times > 0; --times)
        wake = (1.0 - smoothstep(0.75 * WAKE_REACH, WAKE_REACH, wading))
             * textureLod(wake_waves, (at.xz + wake_origin) / WAKE_PERIOD, 0.0).xyz;
    return wake;
}
#endif

#ifdef SHARED
// What a shared ray has found that shows a place (m), or the place's mirror image; `own`: where in the picture this pixel is,
// whose own ray counts where none does.
vec3 shared_light(sampler2D found, vec3 at, vec2 own) {
    vec4 clip = clip_from_window * vec4(at, 1.0), there = textureLod(found, 0.5 + 0.5 * clip.xy / clip.w, 0.0);
    if (there.a < 0.5)
        there = textureLod(found, own, 0.0);
    return there.rgb / max(there.a, 1e-3);
}

float shared_way(sampler2D ways, vec2 own) {
    vec4 there = textureLod(ways, own, 0.0);
    return there.r / max(there.a, 1e-3);
}
#endif

void main() {
    vec3 light = vec3(0.0);
#ifdef BELOW
    vec3 towards = normalize(place - eye);
    float span = surface_footprint * pixel * distance(place, eye);
    vec2 slope = surface_of(place.xz, waves).slope + rippled(place, towards, span);
#ifdef WAKE
    slope += wake_at(place).xy;
#endif
    vec3 normal = normalize(vec3(-slope.x, 1.0, -slope.y));
    float cosine = max(-dot(towards, normal), 0.02), mirrored = fresnel(cosine);

    // A wave seen at a grazing angle may send its ray down; that one would meet water again.
    vec3 up = reflect(towards, normal), down = refract(towards, normal, 1.0 / INDEX);
    up.y = max(up.y, 0.01);
#ifdef SHARED
    vec2 own = gl_FragCoord.xy / picture;
    float rising = shared_way(way_up, own), falling = shared_way(way_down, own);

    // Waves show what lies as far off along their own rays: still water has its image elsewhere in the picture.
    vec3 image = place + rising * vec3(up.x, -up.y, up.z);
    light = mirrors * min(mirrored * shared_light(above, image, own), limit);

    // And from below what lies on the bottom where their own rays meet it. Still water shows that through another place of
    // its surface: as much nearer to the eye as rays spread on their way down.
    vec3 still = refract(towards, vec3(0.0, 1.0, 0.0), 1.0 / INDEX);
    float depth = -still.y * falling;
    vec2 bottom = place.xz + down.xz * (depth / -down.y), straight = still.xz * falling, from_eye = place.xz - eye.xz;
    vec2 moved = (bottom - place.xz - straight) * (length(from_eye) / max(length(from_eye + straight), 1e-3));
    vec3 seen = shared_light(below, place + vec3(moved.x, 0.0, moved.y), own);
#else
    vec3 from = place / cell, start = from + vec3(0.0, START, 0.0);
    float from_eye = distance(place, eye) / cell;
#ifdef MIRROR
    light = mirrors * min(mirrored * radiance_along(start, up, clear_around(start), 1e6, from_eye), limit);
#endif

    // Down, through the water.
    start = from - vec3(0.0, START, 0.0);
    Hit hit = trace(start, down, 1e6, clear_around(start));
    vec3 met = start + down * hit.distance;
    float depth = max(from.y - met.y, 0.0) * cell;
    vec2 bottom = met.xz * cell;
    // The solid angle is narrower below.
    vec3 seen = radiance_at(hit, met, from_eye + hit.distance) * exp(-absorption * (hit.distance * cell)) / (INDEX * INDEX);
#endif
    float focused = caustic(bottom, depth);
#ifdef WAKE
    // As `caustic`, but to first order, and never beyond the focus.
    float bent = depth * (1.0 - 1.0 / INDEX) * wake_at(vec3(bottom.x, place.y, bottom.y)).z;
    focused /= 1.0 + bent * inversesqrt(1.0 + bent * bent / (WAKE_FOCUS * WAKE_FOCUS));
#endif
    float gathered = mix(1.0, focused, DIRECT);
    light += deep * min((1.0 - mirrored) * gathered * seen, limit);
#endif
#ifdef PASSES
    give_passes(vec3(0.0), vec3(0.0), vec3(0.0), vec3(0.0));
#endif
    radiance = vec4(light, min(dot(light, LUMINANCE), HALF_MAXIMUM));
}
