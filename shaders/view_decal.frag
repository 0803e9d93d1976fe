#version 330 core

// What a coating lets through of the light of the wall behind it, and what it reflects itself: cd/m2, linear Rec. 709.

#include "common_irradiance.glsl"

uniform sampler2D lightmap;
uniform vec3 ambient;             // lux, where the lightmap has no light
uniform float cell;               // m
uniform float output_;            // of all lamps together, against their mean
uniform float limit;              // cd/m2: brighter light is shown as this
uniform float surface_footprint;  // pixels that a sample stands for, along an edge
uniform sampler2D transmittances; // the atlas
uniform sampler2D reflectances;   // the same, what the coating reflects

#ifdef SPOT_LAMPS
#include "common_lamp.glsl"
#endif
#ifdef PASSES
#include "view_pass_shown.glsl"

uniform sampler2D direct_lightmap;  // straight from what shines
uniform vec3 direct_ambient;      // lux, where it has no light
#endif

in vec3 place;
in vec3 surface_normal;
in vec2 atlas_place;
in vec2 light_place;
flat in float light_surface;

layout(location = 0, index = 0) out vec4 radiance;     // rgb: light, at most `limit`; a: luminance without it
layout(location = 0, index = 1) out vec4 transmitted;  // the share of both that stays of the wall's

const vec3 LUMINANCE = vec3(0.2126, 0.7152, 0.0722);  // ITU-R BT.709-6, item 3.3
const float HALF_MAXIMUM = 65504.0;
const float PI = 3.14159265;
const float COARSEST = 16.0;  // texels: the gutter of the atlas, across which nothing may be blended

void main() {
    vec2 across = surface_footprint * dFdx(atlas_place), upwards = surface_footprint * dFdy(atlas_place);
    vec2 size = vec2(textureSize(transmittances, 0));
    float broadest = max(length(across * size), length(upwards * size));
    float capped = min(1.0, COARSEST / max(broadest, 1.0));
    vec3 through = textureGrad(transmittances, atlas_place, capped * across, capped * upwards).rgb;
    vec3 reflectance = textureGrad(reflectances, atlas_place, capped * across, capped * upwards).rgb;

    vec3 light = reflectance * irradiance_at(lightmap, light_place, light_surface, ambient) / PI * output_;
#ifdef PASSES
    vec3 direct = reflectance * irradiance_at(direct_lightmap, light_place, light_surface, direct_ambient) / PI * output_;
#endif
#ifdef SPOT_LAMPS
    vec3 lit = reflectance * spot_irradiance(place, normalize(surface_normal)) / PI;
    light += lit;
#ifdef PASSES
    direct += lit;
#endif
#endif
    radiance = vec4(min(light, limit), min(dot(light, LUMINANCE), HALF_MAXIMUM));
#ifdef PASSES
    radiance = of_pass(radiance, reflectance, light, direct);
#endif
    transmitted = vec4(through, dot(through, LUMINANCE));
}
