#version 330 core

// A thing, whose light is found at its corners; with MOVING it is found at two probes beside it, from six sides each.
// Space: its own, metres; window-local metres once it is placed.

#include "Camera.block"
#include "common_irradiance.glsl"

uniform sampler2D lightmap;
uniform vec3 ambient;            // lux, where the lightmap knows nothing
uniform mat4 window_from_model;

in vec3 position;
in vec3 normal;
in vec2 surface;                 // m
#ifdef MOVING
uniform vec2 probe_light[12];    // texels of the lightmap: towards +x, -x, +y, -y, +z, -z of either probe
uniform float probe_surface[12]; // the numbers of their surfaces
uniform float probe_share;       // of the second probe
#else
in vec2 light;                   // texels of the lightmap, of the surface with the number `chart`
in int chart;
#endif
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

#ifdef MOVING
// What arrives from one side at a point between the probes, lux.
vec3 from_side(int side) {
    vec3 first = irradiance_at(lightmap, probe_light[side], probe_surface[side], ambient);
    vec3 second = irradiance_at(lightmap, probe_light[side + 6], probe_surface[side + 6], ambient);
    return mix(first, second, probe_share);
}

// What arrives at a surface there that looks along `normal`: J. McTaggart, "Half-Life 2 / Valve Source Shading", 2004.
vec3 from_sides(vec3 normal) {
    vec3 share = normal * normal;
    return share.x * from_side(normal.x < 0.0 ? 1 : 0) + share.y * from_side(normal.y < 0.0 ? 3 : 2)
         + share.z * from_side(normal.z < 0.0 ? 5 : 4);
}
#endif

void main() {
    place = (window_from_model * vec4(position, 1.0)).xyz;
    surface_normal = mat3(window_from_model) * normal;
    surface_place = surface;
#ifdef MOVING
    irradiance = from_sides(surface_normal);
#else
    irradiance = irradiance_at(lightmap, light, float(chart), ambient);
#endif
    reflectance = colour;
    emitted = glow;
    surface_finish = finish;
    gl_Position = clip_from_window * vec4(place, 1.0);
}
