// The grid of the sensor (liminal/camera/grid.py): eight pixels a texel; a line of a field a row, field 2 below field 1, top
// lines first.

#include "common_packing.glsl"
#include "camera.constants"

// Light is stored as its square root, 0 to LIGHT_RANGE times white: fine steps in the dark, and no clipping of lamps.
const float LIGHT_RANGE = 64.0;

void load_light(isampler2D plane, ivec2 place, out vec4 early, out vec4 late) {
    ivec4 words = texelFetch(plane, place, 0);
    early = vec4(words & 0xFFFF);
    late = vec4((words >> 16) & 0xFFFF);
    early *= early * (LIGHT_RANGE / (65535.0 * 65535.0));
    late *= late * (LIGHT_RANGE / (65535.0 * 65535.0));
}

ivec4 store_light(vec4 early, vec4 late) {
    ivec4 low = ivec4(sqrt(clamp(early / LIGHT_RANGE, 0.0, 1.0)) * 65535.0 + 0.5);
    ivec4 high = ivec4(sqrt(clamp(late / LIGHT_RANGE, 0.0, 1.0)) * 65535.0 + 0.5);
    return low | (high << 16);
}

// Gamma-corrected levels and noise are signed.
void load(isampler2D plane, ivec2 place, out vec4 early, out vec4 late) {
    unpack(texelFetch(plane, place, 0), early, late);
}

// Of two numbers, one for each field, that of a row.
float of_field(vec2 numbers, int row) {
    return row < FIELD_LINES ? numbers.x : numbers.y;
}
