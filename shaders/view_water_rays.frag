#version 330 core

// What still water mirrors towards the eye or, with BELOW, what shows through it: radiance by one ray, cd/m2, linear
// Rec. 709, and how far that goes. Pixels of a picture share it, and its waves say where they look (view_water.frag).

#include "Camera.block"
uniform sampler2DArray surface_layers;
uniform float surface_footprint;
uniform ivec2 world_corner;
uniform float cell;         // m

#include "common_radiance.glsl"
#include "common_fresnel.glsl"

in vec3 place;

layout(location = 0) out vec4 found;  // rgb: radiance; a: 1
layout(location = 1) out vec4 way;    // r: m; a: 1

const float START = 0.002;  // cells: rays begin this far off the surface
const float FARTHEST = 1e3; // m: of a ray that meets nothing
const float HALF_MAXIMUM = 65504.0;
const vec3 UP = vec3(0.0, 1.0, 0.0);

#ifdef BELOW
uniform vec3 absorption;    // 1/m, linear Rec. 709
#else
uniform float limit;        // cd/m2: brighter light is shown as this
#endif

void main() {
    vec3 towards = normalize(place - eye), from = place / cell;
    float from_eye = distance(place, eye) / cell;
#ifdef BELOW
    vec3 down = refract(towards, UP, 1.0 / INDEX), start = from - START * UP;
    Hit hit = trace(start, down, 1e6, clear_around(start));
    float gone = max(hit.distance, 0.0) * cell;
    vec3 light = radiance_at(hit, start + down * hit.distance, from_eye + hit.distance);
    light *= exp(-absorption * gone) / (INDEX * INDEX);  // the solid angle is narrower below
#else
    vec3 up = vec3(towards.x, max(-towards.y, 0.01), towards.z), start = from + START * UP;
    Hit hit = trace(start, up, 1e6, clear_around(start));
    float gone = hit.distance < 0.0 ? FARTHEST : hit.distance * cell;
    // No brighter than is shown of it: blended, lamps keep their size.
    vec3 light = min(radiance_of(hit, start, up, 1e6, from_eye), limit / fresnel(max(-towards.y, 0.02)));
#endif
    found = vec4(min(light, HALF_MAXIMUM), 1.0);
    way = vec4(gone, 0.0, 0.0, 1.0);
}
