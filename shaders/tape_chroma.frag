#version 330 core

// From a picture to colour difference, band-limited by SMPTE 170M: four pairs from seventeen pixels.

#include "tape_grid.glsl"
#ifdef KEYED
#include "tape_letters.glsl"
#endif

const int PIXELS = 17;
#include "tape_picture.glsl"

uniform float full_scale;  // level of its 1, 100 IRE

layout(location = 0) out ivec4 colour;

const float REACH = 2.75;  // pixels: a tent of this half width is 2 dB down at 1.3 MHz, 20 dB at 3.6 MHz
const float PAIR_PIXELS = 4.0 / PIXEL_SAMPLES;  // from one pair to the next

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    float left = (float(16 * here.x - 8 * LEAD) + 2.0 - MARGIN) / PIXEL_SAMPLES - 0.5;
    int first = int(ceil(left - REACH));
    vec3 colours[PIXELS];
    load_pixels(first, 2 * (here.y % FIELD_LINES) + here.y / FIELD_LINES, colours);
    vec2 pixels[PIXELS];
    for (int i = 0; i < PIXELS; i++)
        pixels[i] = colours[i].br - dot(colours[i], LUMA);

    // The first pair reaches at most six pixels; each of the others begins three to four pixels further on.
    vec4 u, v, whole;
    for (int i = 0; i < 4; i++) {
        int begin = i == 0 ? 0 : 4 * i - 1;
        float middle = left - float(first + begin) + float(i) * PAIR_PIXELS;
        vec3 sum = vec3(0.0);
        for (int j = 0; j < 7 && begin + j < PIXELS; j++)
            sum += max(REACH - abs(middle - float(j)), 0.0) * vec3(pixels[begin + j], 1.0);
        u[i] = sum.x;
        v[i] = sum.y;
        whole[i] = sum.z;
    }

    // Blanking beside the picture.
    vec4 along = 16.0 * float(here.x) + 2.0 + 4.0 * NUMBER;
    vec4 inside = step(float(8 * LEAD), along) * step(along, vec4(8 * (LEAD + PICTURE)));
    inside *= PICTURE_RANGE * full_scale / whole;
    u *= COLOUR_SCALES.x * inside;
    v *= COLOUR_SCALES.y * inside;
#ifdef KEYED
    key(here, u, v);
#endif
    colour = store(u, v);
}
