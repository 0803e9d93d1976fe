#version 330 core

// What a point of a body, whose corners know it, sends towards the eye: luminance in cd/m2, linear Rec. 709. For bodies so
// far off that their corners are a few pixels apart.

#ifdef SPOT_LAMPS
#include "Camera.block"

uniform float cell;                 // m

#include "common_lamp.glsl"

in vec3 place;
in vec3 surface_normal;
in vec3 reflectance;
in vec3 emitted;                    // cd/m2: where the glass of a lamp in a hand is

const float PI = 3.14159265;
#endif
in vec3 sent;                       // cd/m2, were all lamps as bright as usual
uniform float output_;              // of all lamps together, against their mean
uniform float limit;                // cd/m2: brighter light is shown as this

layout(location = 0) out vec4 radiance;  // rgb: what the picture shows; a: all the luminance there is, for what scatters it

const vec3 LUMINANCE = vec3(0.2126, 0.7152, 0.0722);  // ITU-R BT.709-6, item 3.3
const float HALF_MAXIMUM = 65504.0;

void main() {
    vec3 light = output_ * sent;
#ifdef SPOT_LAMPS
    light += reflectance * spot_irradiance(place, normalize(surface_normal)) / PI;
    // Brightest to where it points.
    if (emitted != vec3(0.0))
        light += output_ * shining_lens(place, normalize(eye - place));
#endif
    radiance = vec4(min(light, limit), min(dot(light, LUMINANCE), HALF_MAXIMUM));
}
