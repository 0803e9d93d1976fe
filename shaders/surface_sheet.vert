#version 330 core
// A rectangle of one surface, seen flat and filling the target: for looking at materials, and for testing them.

#include "surface_place.glsl"

uniform int material;
uniform vec3 normal;
uniform vec2 low;   // m, surface coordinates of the lower left corner
uniform vec2 high;  // m, of the upper right
uniform vec2 slope; // of the line of sight: see surface_place.glsl

void main()
{
    vec2 corner = vec2(float((gl_VertexID & 1) << 2), float((gl_VertexID & 2) << 1));
    place_surface(material, normal, mix(low, high, 0.5 * corner), slope);
    gl_Position = vec4(corner - 1.0, 0.0, 1.0);
}
