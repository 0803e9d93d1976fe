// The grid of the sensor (liminal/camera/grid.py): eight pixels a texel, 16 bits each, two in a channel; a line of a field a
// row, field 2 below field 1, top lines first.

const int TEXELS = 90;  // of a line
const int LINES = 240;  // of a field

// Light is kept by its root, 0 to MOST times white: fine in the dark, and lamps are still told apart.
const float MOST = 64.0;

void load_light(isampler2D plane, ivec2 place, out vec4 early, out vec4 late) {
    ivec4 words = texelFetch(plane, place, 0);
    early = vec4(words & 0xFFFF);
    late = vec4((words >> 16) & 0xFFFF);
    early *= early * (MOST / (65535.0 * 65535.0));
    late *= late * (MOST / (65535.0 * 65535.0));
}

ivec4 store_light(vec4 early, vec4 late) {
    ivec4 low = ivec4(sqrt(clamp(early / MOST, 0.0, 1.0)) * 65535.0 + 0.5);
    ivec4 high = ivec4(sqrt(clamp(late / MOST, 0.0, 1.0)) * 65535.0 + 0.5);
    return low | (high << 16);
}

// What is coded for the screen, and noise, have a sign: -4 to 4.
void load(isampler2D plane, ivec2 place, out vec4 early, out vec4 late) {
    ivec4 words = texelFetch(plane, place, 0);
    early = vec4(words << 16 >> 16) / 8192.0;
    late = vec4(words >> 16) / 8192.0;
}

ivec4 store(vec4 early, vec4 late) {
    ivec4 low = ivec4(round(clamp(early, -4.0, 3.999) * 8192.0)), high = ivec4(round(clamp(late, -4.0, 3.999) * 8192.0));
    return (low & 0xFFFF) | (high << 16);
}

// A number of the field that a row belongs to.
float of_field(vec2 numbers, int row) {
    return row < LINES ? numbers.x : numbers.y;
}
