#version 330 core

// Defocus, along one axis at a time.

#include "camera_grid.glsl"

uniform isampler2D plane;
uniform vec2 blur;  // of each field: standard deviation, in pixels along this axis

layout(location = 0) out ivec4 blurred;

float weight(float distance, float deviation) {
    return exp(-0.5 * distance * distance / (deviation * deviation));
}

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    float deviation = max(of_field(blur, here.y), 0.1), total = 0.0;
    vec4 early = vec4(0.0), late = vec4(0.0), a, b;
#ifdef ACROSS
    float taps[17];
    for (int i = 0; i < 17; i++) {
        taps[i] = weight(float(i - 8), deviation);
        total += taps[i];
    }
    float line[24];
    for (int i = 0; i < 3; i++) {
        load_light(plane, ivec2(clamp(here.x + i - 1, 0, TEXELS - 1), here.y), a, b);
        for (int j = 0; j < 4; j++) {
            line[8 * i + j] = a[j];
            line[8 * i + 4 + j] = b[j];
        }
    }
    for (int i = 0; i < 17; i++)
        for (int j = 0; j < 4; j++) {
            early[j] += taps[i] * line[i + j];
            late[j] += taps[i] * line[i + j + 4];
        }
#else
    int top = here.y / FIELD_LINES * FIELD_LINES;
    for (int i = -4; i <= 4; i++) {
        float tap = weight(float(i), deviation);
        load_light(plane, ivec2(here.x, clamp(here.y + i, top, top + FIELD_LINES - 1)), a, b);
        early += tap * a;
        late += tap * b;
        total += tap;
    }
#endif
    blurred = store_light(early / total, late / total);
}
