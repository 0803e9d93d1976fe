#version 330 core

// What a point of a thing sends towards the eye: luminance in cd/m2, linear Rec. 709.

#include "thing_texel.glsl"
#include "view_screen.glsl"

uniform float cell;                 // m
uniform float output_;              // of all lamps together, against their mean
uniform float own_light;            // of the thing, against its usual
uniform vec4 picture;               // on its screen: `Reception.picture` (liminal/light/flicker/reception.py)
uniform float limit;                // cd/m2: brighter light is shown as this
uniform float surface_footprint;    // pixels that a sample stands for, along an edge

#ifdef CAMERA_LAMP
#include "common_lamp.glsl"
#endif
#ifdef WET
uniform ivec2 world_corner;         // cells (x, z): where the window begins
#include "common_wet.glsl"
uniform sampler2D water_levels;     // per cell, m
#endif

in vec3 place;
in vec3 surface_normal;
in vec2 surface_place;
in vec3 irradiance;
in vec3 reflectance;
in vec3 emitted;
flat in int surface_finish;

layout(location = 0) out vec4 radiance;  // rgb: what the picture shows; a: all the luminance there is, for what scatters it

const vec3 LUMINANCE = vec3(0.2126, 0.7152, 0.0722);  // ITU-R BT.709-6, item 3.3
const float HALF_MAXIMUM = 65504.0;
const float PI = 3.14159265;

void main() {
    vec2 footprint = surface_footprint * (abs(dFdx(surface_place)) + abs(dFdy(surface_place)));
    vec3 albedo = reflectance * finish_tone(surface_finish, surface_place, footprint);
#ifdef WET
    float height = place.y - texelFetch(water_levels, ivec2(place.xz / cell), 0).x;
    vec3 left = waterline(place.xz / cell, height, albedo, max(surface_footprint * fwidth(place.y), 1e-5));
    albedo *= mix(left, vec3(1.0), step(0.5, abs(normalize(surface_normal).y)));
#endif
    vec3 shining = emitted * own_light;
    if (surface_finish == SCREEN && shining != vec3(0.0))
        shining *= screen_tone(surface_place, footprint, picture);
    vec3 light = (albedo * irradiance / PI + shining) * output_;
#ifdef CAMERA_LAMP
    light += albedo * camera_lamp_irradiance(place, normalize(surface_normal)) / PI;
#endif
    radiance = vec4(min(light, limit), min(dot(light, LUMINANCE), HALF_MAXIMUM));
}
