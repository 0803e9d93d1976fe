#version 330 core
// The reflectance of a surface seen flat.

#include "surface_texel.glsl"

out vec4 reflectance;

void main() { reflectance = vec4(surface_texel(), 1.0); }
