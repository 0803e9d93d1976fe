#version 330 core

// A thing, whose light is found at its corners; with MOVING it is found for where the thing is now.
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
uniform sampler2D mover_light;   // lux: of each surfel, as a list
#ifdef PASSES
uniform sampler2D mover_direct;  // of which: straight from what shines
#endif
in int surfel;                   // whose light it has
#else
in vec2 light;                   // texels of the lightmap, of the surface with the number `chart`
in int chart;
#ifdef PASSES
uniform sampler2D direct_lightmap;  // straight from what shines
uniform vec3 direct_ambient;     // lux, where it knows nothing
#endif
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
#ifdef PASSES
out vec3 straight;               // lux: straight from what shines
#endif

void main() {
    place = (window_from_model * vec4(position, 1.0)).xyz;
    surface_normal = mat3(window_from_model) * normal;
    surface_place = surface;
#ifdef MOVING
    irradiance = texelFetch(mover_light, ivec2(surfel % MOVER_WIDTH, surfel / MOVER_WIDTH), 0).rgb;
#ifdef PASSES
    straight = texelFetch(mover_direct, ivec2(surfel % MOVER_WIDTH, surfel / MOVER_WIDTH), 0).rgb;
#endif
#else
    irradiance = irradiance_at(lightmap, light, float(chart), ambient);
#ifdef PASSES
    straight = irradiance_at(direct_lightmap, light, float(chart), direct_ambient);
#endif
#endif
    reflectance = colour;
    emitted = glow;
    surface_finish = finish;
    gl_Position = clip_from_window * vec4(place, 1.0);
}
