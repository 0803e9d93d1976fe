#version 330 core

// The place, as one stands in it. Space: window-local metres (liminal/piece/mesh.py). UNWRAP spreads its surfaces out
// over a picture instead (liminal/export/skin.py). With DIFFUSER everything is a lamp's.

#include "Camera.block"
#include "surface_place.glsl"
#include "light.constants"

#ifdef UNWRAP
in vec2 unwrapped;
#endif
in vec3 position;
in vec2 surface;
in vec2 light;
in int material;
in vec3 normal;
in int chart;
in float share;

uniform mat4 window_from_model;

out vec3 place;           // m
out vec2 light_place;     // texels
out vec3 surface_normal;
flat out float light_surface;  // its number
flat out float light_share;    // of the light there that reaches the face

#ifdef DIFFUSER
in int lamp;
uniform sampler2D lamp_tubes;  // per lamp, folded: luminance of its tubes, glow of their ends (cd/m2)
uniform sampler2D lamp_colours;  // per lamp, folded: linear Rec. 709, of luminance 1
flat out vec4 tubes;
flat out vec3 lamp_colour;
#endif

void main() {
#ifdef UNWRAP
    place = position;
    gl_Position = clip_from_window * vec4(unwrapped, 0.0, 1.0);
#else
    place = (window_from_model * vec4(position, 1.0)).xyz;
    gl_Position = clip_from_window * vec4(place, 1.0);
#endif
#ifdef UNWRAP
    vec2 slope = vec2(0.0);
#else
    // Linear over a ceiling, so that interpolation is exact everywhere on it.
    vec2 slope = normal.y < -UPRIGHT ? (place.xz - eye.xz) / (place.y - eye.y) : vec2(0.0);
#endif
    place_surface(material, normal, surface, slope);
    light_place = light;
    surface_normal = mat3(window_from_model) * normal;
    light_surface = float(chart);
    light_share = share;
#ifdef DIFFUSER
    ivec2 number = ivec2(lamp % LIST_WIDTH, lamp / LIST_WIDTH);
    tubes = texelFetch(lamp_tubes, number, 0);
    lamp_colour = texelFetch(lamp_colours, number, 0).rgb;
#endif
}
