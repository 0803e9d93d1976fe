#version 330 core

// A corner of a body's skin, where `view_skin.frag` found it. Space: window-local metres.

#include "Camera.block"
#include "light.constants"

uniform sampler2D skin_places;   // lists: m
uniform sampler2D skin_normals;
uniform sampler2D skin_light;    // lux

in vec2 surface;                 // m
in int finish;
in vec3 colour;                  // reflectance
in vec3 glow;                    // cd/m2

out vec3 place;                  // m
out vec3 surface_normal;
out vec2 surface_place;
out vec3 irradiance;             // lux
out vec3 reflectance;
out vec3 emitted;                // cd/m2
flat out int surface_finish;

void main() {
    ivec2 here = ivec2(gl_VertexID % SKIN_WIDTH, gl_VertexID / SKIN_WIDTH);
    place = texelFetch(skin_places, here, 0).xyz;
    surface_normal = texelFetch(skin_normals, here, 0).xyz;
    irradiance = texelFetch(skin_light, here, 0).rgb;
    surface_place = surface;
    reflectance = colour;
    emitted = glow;
    surface_finish = finish;
    gl_Position = clip_from_window * vec4(place, 1.0);
}
