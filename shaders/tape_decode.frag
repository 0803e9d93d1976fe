#version 330 core

// From luma and colour difference to a picture, each line where the tape has it. Four pixels at a time, each colour in a
// plane of its own, so that what a fetch brings is used four times.

#include "tape_grid.glsl"

uniform isampler2D luma;
uniform isampler2D colour;
// Of each row: how far it is shifted to the right (samples), the turn of its hue (rad), the row that it shows instead of
// its own (-1 for blank), how much colour it keeps.
uniform sampler2D lines;

layout(location = 0) out vec4 red;
layout(location = 1) out vec4 green;
layout(location = 2) out vec4 blue;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    int row = (here.y >> 1) + LINES * (here.y & 1);
    vec4 line = texelFetch(lines, ivec2(0, row), 0);
    row = max(int(line.z), 0);
    float seen = line.z < 0.0 ? 0.0 : 1.0;
    float left = (4.0 * float(here.x) + 0.5) * PIXEL_SAMPLES - 0.5 + MARGIN + float(8 * LEAD) - line.x;
    vec4 place = left + NUMBER * PIXEL_SAMPLES;

    // The eight samples around the four pixels stand in two texels.
    int first = (int(floor(left)) - 1) >> 3;
    vec4 samples[4];
    load(luma, ivec2(first, row), samples[0], samples[1]);
    load(luma, ivec2(first + 1, row), samples[2], samples[3]);
    vec4 within = place - float(8 * first), y = vec4(0.0);
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 4; j++)
            y[i] += dot(cubic(within[i] - NUMBER - 4.0 * float(j)), samples[j]);

    // Colour lies between pairs, of which two texels hold eight.
    vec4 along = (place - 1.5) / 4.0;
    int start = int(floor(along.x)) >> 2;
    vec4 u_low, v_low, u_high, v_high;
    load(colour, ivec2(start, row), u_low, v_low);
    load(colour, ivec2(start + 1, row), u_high, v_high);
    along -= float(4 * start);
    vec4 u, v;
    for (int i = 0; i < 4; i++) {
        vec4 low = max(1.0 - abs(along[i] - NUMBER), 0.0), high = max(1.0 - abs(along[i] - NUMBER - 4.0), 0.0);
        u[i] = dot(low, u_low) + dot(high, u_high);
        v[i] = dot(low, v_low) + dot(high, v_high);
    }

    // Beyond the line's ends lies blanking, without colour.
    vec4 inside = step(0.0, place) * step(place, vec4(8 * TEXELS - 1));
    u *= inside;
    v *= inside;
    float sine = seen * line.w * sin(line.y), cosine = seen * line.w * cos(line.y);
    vec4 b_y = (cosine * u - sine * v) / (0.925 * 0.492111), r_y = (sine * u + cosine * v) / (0.925 * 0.877283);
    y = (seen * y - 0.075) / 0.925;
    red = y + r_y;
    green = y - (0.114 * b_y + 0.299 * r_y) / 0.587;
    blue = y + b_y;
}
