#version 330 core

// From a picture to luma: eight samples from eleven pixels.

#include "tape_grid.glsl"
#ifdef KEYED
#include "tape_letters.glsl"
#endif

const int PIXELS = 11;
#include "tape_picture.glsl"

uniform float full_scale;  // level of its 1, 100 IRE

layout(location = 0) out ivec4 luma;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    float left = (float(8 * (here.x - LEAD)) + 0.5 - MARGIN) / PIXEL_SAMPLES - 0.5;
    vec3 colours[PIXELS];
    load_pixels(int(floor(left)) - 1, 2 * (here.y % FIELD_LINES) + here.y / FIELD_LINES, colours);
    float pixels[PIXELS];
    for (int i = 0; i < PIXELS; i++)
        pixels[i] = dot(colours[i], LUMA);

    // Each sample lies between the second and third of four pixels, from its own number on or one before.
    vec4 samples[2];
    for (int i = 0; i < 8; i++) {
        float way = left - floor(left) - float(i) * (1.0 - 1.0 / PIXEL_SAMPLES);
        bool before = way < 0.0;
        float four[4];
        for (int j = 0; j < 4; j++)
            four[j] = before && i > 0 ? pixels[max(i + j - 1, 0)] : pixels[i + j];
        samples[i / 4][i % 4] = between(four[0], four[1], four[2], four[3], before ? way + 1.0 : way);
    }

    // Blanking beside the picture.
    float inside = here.x >= LEAD && here.x < LEAD + PICTURE ? 1.0 : 0.0;
    vec4 early = inside * (SETUP + PICTURE_RANGE * full_scale * samples[0]);
    vec4 late = inside * (SETUP + PICTURE_RANGE * full_scale * samples[1]);
#ifdef KEYED
    key(here, early, late);
#endif
    luma = store(early, late);
}
