#version 330 core

// A body seen in the dark alone, over the picture so far: it keeps back the light from behind it, has faint emission of
// its own, and sends the camera lamp's light back to where it comes from. Where the place's lamps light it,
// or the camera's from near by, it is gone.

#include "Camera.block"
#include "light.constants"
#ifdef SPOT_LAMPS
#include "common_ray.glsl"

uniform float cell;                 // m
#endif
uniform float output_;              // of all lamps together, against their mean
uniform float limit;                // cd/m2: brighter light is shown as this

#ifdef SPOT_LAMPS
#include "common_lamp.glsl"
#endif

#ifdef PASSES
#include "view_pass_shown.glsl"
#endif

in vec3 place;
in vec3 surface_normal;
in vec3 irradiance;                 // lux: of the place's lamps
in vec3 reflectance;                // luminance that is sent back, against a white matt surface's
in vec2 surface_place;              // the first: luminance of its own, cd/m2

layout(location = 0, index = 0) out vec4 radiance;  // rgb: light, at most `limit`; a: luminance without it
layout(location = 0, index = 1) out vec4 kept;      // the share of both that is seen through it

const vec3 LUMINANCE = vec3(0.2126, 0.7152, 0.0722);  // ITU-R BT.709-6, item 3.3
const float HALF_MAXIMUM = 65504.0, PI = 3.14159265;
const vec2 DARK = vec2(1.5, 30.0);  // lux of the place's lamps, and of the camera's: half of it is gone in so much light
const vec3 OWN = vec3(1.0, 1.0, 0.92);  // its colour
const float VEIL = 0.75;            // of the light from behind it, how much its middle keeps back

// The share of it that so much light leaves.
float left(float light) {
    return 1.0 / (1.0 + light * light);
}

void main() {
    float towards = max(dot(normalize(eye - place), normalize(surface_normal)), 0.0);
    float there = left(output_ * dot(irradiance, LUMINANCE) / DARK.x);
    vec3 sent = surface_place.x * OWN;
#ifdef SPOT_LAMPS
    vec3 lamp = spot_irradiance(place, normalize(surface_normal));
    there *= left(dot(lamp, LUMINANCE) / DARK.y);
    sent += reflectance * lamp / PI;
#endif
    radiance = vec4(there * min(sent, limit), there * min(dot(sent, LUMINANCE), HALF_MAXIMUM));
#ifdef PASSES
    radiance = of_pass(radiance, vec3(0.0), vec3(0.0), vec3(0.0));
#endif
    kept = vec4(1.0 - there * (surface_place.x > 0.0 ? 1.0 : VEIL * towards * towards));
}
