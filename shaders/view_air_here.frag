#version 330 core

// The air before each pixel of a picture, for all that it is laid over.

#include "view_air_near.glsl"

layout(location = 0) out vec4 found;  // rgb: airlight, cd/m2; a: opacity

void main() {
    found = air_near();
}
