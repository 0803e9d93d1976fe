#version 330 core

// Light from a point of the place towards the eye: luminance in cd/m2, linear Rec. 709. With DIFFUSER it is a lamp's; with OPAL
// besides, an even face's. With RAYS it is what the coating mirrors, for several pixels of a picture, which with SHARED take
// that in place of a ray of their own. With PASSES the parts of that light are told apart.

#if defined(RAYS) && !defined(MIRROR)
#define MIRROR
#endif

#include "surface_texel.glsl"
#include "common_irradiance.glsl"
#include "common_noise.glsl"
#if defined(PASSES) && !defined(RAYS)
#include "view_passes.glsl"

uniform sampler2D direct_lightmap;  // straight from what shines
uniform vec3 direct_ambient;        // lux, where it has no light
#endif
#if defined(MIRROR) || defined(SPOT_LAMPS)
#include "common_ray.glsl"
#endif

uniform float cell;          // m

#if defined(COATED) || defined(MIRROR)
#include "Camera.block"

uniform ivec2 world_corner;  // cells (x, z): where the window begins
#endif
#ifdef MIRROR
#include "common_radiance.glsl"
#else
uniform sampler2D lightmap;
uniform vec3 ambient;       // lux, where the lightmap has no light
uniform float output_;      // of all lamps together, against their mean

const float PI = 3.14159265;
#endif
#ifdef RELIEF
#include "surface_relief.glsl"
#endif
#if defined(COATED) || defined(MIRROR)
#include "common_gloss.glsl"
#endif

#ifdef SHARED
uniform sampler2D shared_rays;  // rgb: what coatings mirror; a: 1 where there is one
uniform vec2 picture;       // pixels, width and height
#ifndef MIRROR
uniform float mirrors;      // weight of what is mirrored
#endif
#endif
uniform float limit;        // cd/m2: brighter light is shown as this, so that the edges of blown-out lamps stay smooth

#ifdef DIFFUSER
#include "view_diffuser.glsl"

uniform vec3 lens_reflectance;
flat in vec4 tubes;
flat in vec3 lamp_colour;   // of luminance 1

const float UNLIT_TUBES = 0.3;  // how much of a diffuser's pattern still shows when it is dark
#endif

#ifdef SPOT_LAMPS
#include "common_lamp.glsl"
#endif

in vec3 place;
in vec2 light_place;
in vec3 surface_normal;
flat in float light_surface;
flat in float light_share;

layout(location = 0) out vec4 radiance;  // rgb: light, at most `limit`; a: luminance without it, for scattered light

const vec3 LUMINANCE = vec3(0.2126, 0.7152, 0.0722);  // ITU-R BT.709-6, item 3.3
const float HALF_MAXIMUM = 65504.0;

void main() {
#ifdef RAYS
    vec3 from = place / cell, towards = normalize(place - eye), upright = normalize(surface_normal);
    float share = coating(from, upright, towards, vec3(0.0)).x;
    radiance = vec4(0.0);
    for (int rays = share > 0.0 ? 1 : 0; rays > 0; --rays) {
        // No brighter than is shown of it: blended, lamps keep their size.
        vec3 found = mirrored(from, towards, upright, vec3(0.0), distance(place, eye) / cell);
        radiance = vec4(min(found, min(limit / share, HALF_MAXIMUM)), 1.0);
    }
#else
    vec3 irradiance = light_share * irradiance_at(lightmap, light_place, light_surface, ambient);
    vec3 reflected = irradiance / PI;

    // A diffuser's texel is how it glows; of its tubes one sees little when only the room's light falls on it.
#ifdef DIFFUSER
    vec3 texel = surface_texel();
    vec3 reflectance = mix(vec3(1.0), texel, UNLIT_TUBES) * lens_reflectance;
#ifdef OPAL
    vec3 light = reflectance * reflected + 0.5 * (tubes.x + tubes.y) * lamp_colour;
#else
    vec3 light = reflectance * reflected + texel * diffuser_light(place.xz / cell, tubes, lamp_colour);
#endif
#else
    vec3 reflectance = surface_texel();
    vec3 light = reflectance * reflected;
#endif
    light *= output_;
#ifdef PASSES
    float left = 1.0;                                    // of the reflectance
    vec3 shade = vec3(output_), falling = vec3(0.0);     // of the light on it; cd/m2 of the camera's lamp
    vec3 emission = light - shade * reflectance * reflected;
#endif

    vec3 shine = vec3(0.0), from = place / cell, upright = normalize(surface_normal), slope = vec3(0.0);
#ifdef RELIEF
    vec3 toned = 1.0 + relief * (relief_tone(place, from, upright, dot(irradiance, LUMINANCE), slope) - 1.0);
    light *= toned;
#ifdef PASSES
    shade *= toned;
#endif
#endif
#if defined(COATED) || defined(MIRROR)
    vec3 towards = normalize(place - eye);
    vec2 coat = coating(from, upright, towards, slope);
    light *= (1.0 - coat.x) * coat.y;
#ifdef PASSES
    left = (1.0 - coat.x) * coat.y;
#endif
#ifdef SHARED
    vec4 found = textureLod(shared_rays, gl_FragCoord.xy / picture, 0.0);
    shine = mirrors * min(coat.x * found.rgb / max(found.a, 1e-3), limit);
#endif
#endif
#if defined(MIRROR) && !defined(SHARED)
    // Drivers that draw without a GPU pass a loop by, but no branch.
    for (int rays = coat.x > 0.0 ? 1 : 0; rays > 0; --rays)
        shine = mirrors * min(coat.x * mirrored(from, towards, upright, slope, distance(place, eye) / cell), limit);
#endif

#ifdef SPOT_LAMPS
    vec3 lit = reflectance * spot_irradiance(place, normalize(surface_normal)) / PI;
    light += lit;
#ifdef PASSES
    falling = lit;
#endif
#endif
#ifdef PASSES
    vec3 albedo = left * reflectance;
    vec3 straight = light_share * irradiance_at(direct_lightmap, light_place, light_surface, direct_ambient) / PI;
    give_passes(albedo, shade * albedo * reflected + falling, shade * albedo * straight + falling, emission);
#endif
    radiance = vec4(min(light, limit) + shine, min(dot(light + shine, LUMINANCE), HALF_MAXIMUM));
#endif
}
