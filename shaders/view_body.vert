#version 330 core

// A corner of a body's skin, where `view_skin.frag` found it, at an instant between the two. With SHADED it knows what it
// sends towards the eye. Space: window-local metres.

#include "Camera.block"
#include "light.constants"

uniform sampler2D first_places;  // lists: m
uniform sampler2D last_places;
uniform sampler2D skin_normals;
uniform sampler2D skin_light;    // lux; with SHADED cd/m2
#ifdef PASSES
uniform sampler2D skin_direct;   // of which: straight from what shines
#endif
uniform float between;           // of the way from the first instant to the last; less than 0 before it, more than 1 after it

#ifndef SHADED
in vec2 surface;                 // m
in int finish;
#endif
in vec3 glow;                    // cd/m2
#if !defined(SHADED) || defined(SPOT_LAMPS)
in vec3 colour;                  // reflectance

out vec3 place;                  // m
out vec3 surface_normal;
out vec3 reflectance;
out vec3 emitted;                // cd/m2
#endif
#ifdef SHADED
out vec3 sent;                   // cd/m2
#else
out vec2 surface_place;
out vec3 irradiance;             // lux
flat out int surface_finish;
#ifdef PASSES
out vec3 straight;               // lux: straight from what shines
#endif
#endif

void main() {
    ivec2 here = ivec2(gl_VertexID % SKIN_WIDTH, gl_VertexID / SKIN_WIDTH);
    vec3 at = mix(texelFetch(first_places, here, 0).xyz, texelFetch(last_places, here, 0).xyz, between);
    vec3 light = texelFetch(skin_light, here, 0).rgb;
    gl_Position = clip_from_window * vec4(at, 1.0);
#if !defined(SHADED) || defined(SPOT_LAMPS)
    place = at;
    surface_normal = texelFetch(skin_normals, here, 0).xyz;
    reflectance = colour;
    emitted = glow;
#endif
#ifdef SHADED
#ifdef SPOT_LAMPS
    sent = light;
#else
    sent = light + glow;
#endif
#else
    irradiance = light;
#ifdef PASSES
    straight = texelFetch(skin_direct, here, 0).rgb;
#endif
    surface_place = surface;
    surface_finish = finish;
#endif
}
