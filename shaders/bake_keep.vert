#version 330 core

// Squares of one part, from the atlas that it was painted in to where they are kept (liminal/light/light_group.py).

in ivec2 slot;    // lower corner where it is kept, texels
in ivec2 corner;  // lower corner in the atlas, texels

uniform int square;      // texels along the edge of a square
uniform vec2 kept_size;  // texels

flat out ivec2 shift;    // from where a texel is kept to where it was painted

void main() {
    gl_Position = vec4((2.0 * vec2(slot) + float(square)) / kept_size - 1.0, 0.0, 1.0);
    gl_PointSize = float(square);
    shift = corner - slot;
}
