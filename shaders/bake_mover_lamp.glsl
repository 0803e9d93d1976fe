// The lamps that a mover knows one by one. Lengths in cells.

#include "bake_troffer.glsl"

uniform vec4 lamp_area[SHADOWED];     // x, z of the lower corner and of the upper
uniform vec2 lamp_rest[SHADOWED];     // y; luminance, cd/m2

Lamp lamp_at(int i) {
    return Lamp(lamp_area[i].xy, lamp_area[i].zw, lamp_rest[i].x, lamp_rest[i].y);
}
