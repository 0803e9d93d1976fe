#version 330 core

// What a point of a thing sends towards the eye: luminance in cd/m2, linear Rec. 709. With COATED metal, glass and glaze
// keep from it what they mirror; with MIRROR one ray finds that. With FINISH all of the thing has that finish. With BODY it
// is a body's skin, which mirrors the lamps that it knows by themselves, and shows fine creases. With PASSES the parts of
// that light are told apart.

#include "Camera.block"
#include "light.constants"
#include "thing_texel.glsl"
#include "view_screen.glsl"
#if defined(MIRROR) || defined(SPOT_LAMPS)
#include "common_ray.glsl"
#endif

uniform float cell;                 // m
uniform float own_light;            // of the thing, against its usual
uniform vec4 picture;               // on its screen: `Reception.picture` (liminal/light/flicker/reception.py)
uniform float limit;                // cd/m2: brighter light is shown as this
uniform float surface_footprint;    // pixels that a sample stands for, along an edge

#if defined(WET) || defined(MIRROR)
uniform ivec2 world_corner;         // cells (x, z): where the window begins
#endif
#ifdef WET
#include "common_wet.glsl"
#ifndef MIRROR
uniform sampler2D water_levels;     // per cell, m
#endif
#endif
#if defined(COATED) || defined(MIRROR)
const float GLAZE_F0 = 0.04;        // reflectance at normal incidence of glaze and glass, of an index of 1.5
uniform float glazed;               // 1 where what glaze mirrors is shown, else 0
const float POLISH = 0.75;          // of the light that metal throws back: as a mirror does; the rest is scattered by scratches
#endif
#ifdef MIRROR
uniform sampler2DArray surface_layers;

#include "common_radiance.glsl"

const float START = 0.03;           // cells: mirror rays begin this far before the surface
#else
uniform float output_;              // of all lamps together, against their mean

const float PI = 3.14159265;
#endif
#ifdef SPOT_LAMPS
#include "common_lamp.glsl"
#endif
#ifdef BODY
#include "view_body_shine.glsl"
#include "view_crumple.glsl"

const float GLASS_SPREAD = 0.012;   // rad: of what glass of a body mirrors
const float FROM_ABOVE = 0.7;       // of the light that a surface gets, how much hangs on how far up it looks
#endif

in vec3 place;
in vec3 surface_normal;
in vec2 surface_place;
in vec3 irradiance;
in vec3 reflectance;
in vec3 emitted;
#ifdef FINISH
const int surface_finish = FINISH;
#else
flat in int surface_finish;
#endif

#ifdef PASSES
#include "view_passes.glsl"

in vec3 straight;
#endif

layout(location = 0) out vec4 radiance;  // rgb: what the picture shows; a: all the luminance there is, for what scatters it

const vec3 LUMINANCE = vec3(0.2126, 0.7152, 0.0722);  // ITU-R BT.709-6, item 3.3
const float HALF_MAXIMUM = 65504.0;

void main() {
    vec2 footprint = surface_footprint * (abs(dFdx(surface_place)) + abs(dFdy(surface_place)));
    vec3 albedo = reflectance * finish_tone(surface_finish, surface_place, footprint);
#ifdef WET
    float height = place.y - texelFetch(water_levels, ivec2(place.xz / cell), 0).x;
    vec3 left = waterline(place.xz / cell, height, albedo, max(surface_footprint * fwidth(place.y), 1e-5));
    albedo *= mix(left, vec3(1.0), step(0.5, abs(normalize(surface_normal).y)));
#endif
#if defined(BODY) && defined(SPOT_LAMPS)
    // The glass of a lamp in a hand: brightest to where it points.
    vec3 shining = vec3(0.0);
    if (emitted != vec3(0.0))
        shining = shining_lens(place, normalize(eye - place));
#elif defined(BODY)
    vec3 shining = emitted;
#else
    vec3 shining = emitted * own_light;
    if (surface_finish == SCREEN && shining != vec3(0.0))
        shining *= screen_tone(surface_place, footprint, picture);
#endif
    vec3 scattered = albedo, shine = vec3(0.0);
#if defined(COATED) || defined(MIRROR)
    vec3 upright = normalize(surface_normal), towards = normalize(place - eye);
    float grazing = pow(clamp(1.0 + dot(towards, upright), 0.0, 1.0), 5.0);
    vec3 share = mix(surface_finish == CHROME ? albedo : vec3(GLAZE_F0), vec3(1.0), grazing);
    bool glass = surface_finish == GLASS || surface_finish == SCREEN;
    share *= surface_finish == CHROME ? POLISH : surface_finish == POOL_TILE ? glazed : glass ? 1.0 : 0.0;
    scattered = surface_finish == CHROME ? (1.0 - POLISH) * albedo : (1.0 - share) * albedo;
#endif
#ifdef BODY
    vec3 smooth_ = normalize(surface_normal), outward = smooth_;
    if (surface_finish == VINYL || surface_finish == FABRIC)
        outward = crumpled(smooth_, place, crumple(surface_place, footprint));
    // Most light comes from above.
    scattered *= clamp(1.0 + FROM_ABOVE * (outward.y - smooth_.y), 0.4, 1.6);
    vec4 shone = body_shine(surface_finish, place / cell, outward, normalize(place - eye), irradiance / PI, GLASS_SPREAD);
    scattered *= shone.a;
    shine = min(shone.rgb * output_, limit);
#endif
#ifdef MIRROR
    // Drivers that draw without a GPU pass a loop by, but no branch.
    for (int rays = share.g > 0.0 ? 1 : 0; rays > 0; --rays) {
        vec3 start = place / cell + START * upright;
        vec3 found = radiance_along(start, reflect(towards, upright), clear_around(start), 1e6, distance(place, eye) / cell);
        shine = mirrors * min(share * found, limit);
    }
#endif
    vec3 light = (scattered * irradiance / PI + shining) * output_;
#ifdef SPOT_LAMPS
    vec3 lit = albedo * spot_irradiance(place, normalize(surface_normal)) / PI;
    light += lit;
#endif
#ifdef PASSES
    vec3 diffuse = scattered * irradiance / PI * output_, direct = scattered * straight / PI * output_;
#ifdef SPOT_LAMPS
    diffuse += lit;
    direct += lit;
#endif
    give_passes(scattered, diffuse, direct, shining * output_);
#endif
    radiance = vec4(min(light, limit) + shine, min(dot(light + shine, LUMINANCE), HALF_MAXIMUM));
}
