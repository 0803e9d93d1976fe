#version 330 core

// From a picture to luma: eight samples between twelve pixels.

#include "tape_grid.glsl"

uniform sampler2D picture;  // R'G'B', top line first, the lines of two fields alternating
uniform float most;         // whites that 1 stands for in it

layout(location = 0) out ivec4 luma;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    luma = ivec4(0);
    if (here.x < LEAD || here.x >= LEAD + PICTURE)
        return;

    // Pixels are told by how far they are from the first of the twelve.
    float left = (float(8 * (here.x - LEAD)) + 0.5 - MARGIN) / PIXEL_SAMPLES - 0.5;
    int first = int(floor(left)) - 1, last = textureSize(picture, 0).x - 1;
    int row = 2 * (here.y % LINES) + here.y / LINES;
    vec4 pixel[3];
    for (int i = 0; i < 12; i++)
        pixel[i / 4][i % 4] = dot(texelFetch(picture, ivec2(clamp(first + i, 0, last), row), 0).rgb,
                                  vec3(0.299, 0.587, 0.114));  // SMPTE 170M
    vec4 samples[2];
    for (int i = 0; i < 8; i++) {
        float place = left - float(first) + float(i) / PIXEL_SAMPLES;
        samples[i / 4][i % 4] = dot(pixel[0], cubic(place - NUMBER)) + dot(pixel[1], cubic(place - NUMBER - 4.0))
                              + dot(pixel[2], cubic(place - NUMBER - 8.0));
    }
    luma = store(0.075 + 0.925 * most * samples[0], 0.075 + 0.925 * most * samples[1]);
}
