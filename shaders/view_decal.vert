#version 330 core

// A decal: a thin coating on a wall. Space: window-local metres.

#include "Camera.block"

in vec3 position;
in vec3 normal;
in vec2 texel;            // 0 to 1 over the atlas
in vec2 light;            // texels of the lightmap, of the surface with the number `chart`
in int chart;

out vec3 place;           // m
out vec3 surface_normal;
out vec2 atlas_place;
out vec2 light_place;
flat out float light_surface;

const float NEARER = 0.001;  // of the way to the eye: a decal is drawn so much nearer than its wall, at the same pixel

void main() {
    place = position;
    surface_normal = normal;
    atlas_place = texel;
    light_place = light;
    light_surface = float(chart);
    gl_Position = clip_from_window * vec4(mix(position, eye, NEARER), 1.0);
}
