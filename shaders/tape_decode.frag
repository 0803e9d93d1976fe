#version 330 core

// From luma and colour difference to a picture, with the time-base and hue errors of each line. Eight pixels at a time, so
// that each fetch serves eight; three times eight bytes of R'G'B'R'G'B' ..., in the order of memory.

#include "tape_grid.glsl"

uniform isampler2D luma;
uniform isampler2D colour;
// The line table (liminal/tape/faults.py): of each row its shift to the right (samples), hue error (rad), the row shown in
// its place (-1 for blanking), saturation.
uniform sampler2D lines;

layout(location = 0) out ivec2 first_bytes;
layout(location = 1) out ivec2 second_bytes;
layout(location = 2) out ivec2 third_bytes;

const float STEP = PIXEL_SAMPLES - 1.0;  // samples from the sample of a pixel's number to the pixel

// Twelve samples from number `start` on, which is 0 to 7: arrays are shifted by four, by two and by one.
void load_samples(ivec2 place, int start, out float samples[12]) {
    float all[24], shifted[15], shifted_again[13];
    for (int i = 0; i < 3; i++) {
        vec4 early, late;
        load(luma, place + ivec2(i, 0), early, late);
        for (int j = 0; j < 4; j++) {
            all[8 * i + j] = early[j];
            all[8 * i + j + 4] = late[j];
        }
    }
    bool by_four = (start & 4) != 0, by_two = (start & 2) != 0, by_one = (start & 1) != 0;
    for (int i = 0; i < 15; i++)
        shifted[i] = by_four ? all[i + 4] : all[i];
    for (int i = 0; i < 13; i++)
        shifted_again[i] = by_two ? shifted[i + 2] : shifted[i];
    for (int i = 0; i < 12; i++)
        samples[i] = by_one ? shifted_again[i + 1] : shifted_again[i];
}

// Four pairs from number `start` on, which is 0 to 3: U, V.
void load_pairs(ivec2 place, int start, out vec2 pairs[4]) {
    vec4 u_low, v_low, u_high, v_high;
    load(colour, place, u_low, v_low);
    load(colour, place + ivec2(1, 0), u_high, v_high);
    vec2 all[7], shifted_again[5];
    for (int i = 0; i < 4; i++)
        all[i] = vec2(u_low[i], v_low[i]);
    for (int i = 0; i < 3; i++)
        all[i + 4] = vec2(u_high[i], v_high[i]);
    for (int i = 0; i < 5; i++)
        shifted_again[i] = (start & 2) != 0 ? all[i + 2] : all[i];
    for (int i = 0; i < 4; i++)
        pairs[i] = (start & 1) != 0 ? shifted_again[i + 1] : shifted_again[i];
}

int joined(int a, int b, int c, int d) {
    return a | b << 8 | c << 16 | d << 24;
}

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    int row = (here.y >> 1) + FIELD_LINES * (here.y & 1);
    vec4 line = texelFetch(lines, ivec2(0, row), 0);
    row = max(int(line.z), 0);
    float visible = line.z < 0.0 ? 0.0 : 1.0;
    float left = (8.0 * float(here.x) + 0.5) * PIXEL_SAMPLES - 0.5 + MARGIN + float(8 * LEAD) - line.x;

    // Each pixel lies between the second and third of four samples, those of its number or one further on.
    int first = int(floor(left)) - 1;
    float samples[12], y[8];
    load_samples(ivec2(first >> 3, row), first & 7, samples);
    for (int i = 0; i < 8; i++) {
        float within = left - floor(left) + float(i) * STEP;
        bool further = within >= 1.0;
        float four[4];
        for (int j = 0; j < 4; j++)
            four[j] = further ? samples[i + j + 1] : samples[i + j];
        y[i] = between(four[0], four[1], four[2], four[3], further ? within - 1.0 : within);
        y[i] = (visible * y[i] - SETUP) / PICTURE_RANGE;
    }

    // Colour is interpolated linearly between pairs.
    float along = (left - 1.5) / 4.0, pair = floor(along);
    vec2 pairs[4];
    load_pairs(ivec2(int(pair) >> 2, row), int(pair) & 3, pairs);
    float sine = visible * line.w * sin(line.y), cosine = visible * line.w * cos(line.y);
    for (int i = 0; i < 4; i++)
        pairs[i] = vec2(cosine * pairs[i].x - sine * pairs[i].y, sine * pairs[i].x + cosine * pairs[i].y)
                 / (PICTURE_RANGE * COLOUR_SCALES);

    int level[24];
    for (int i = 0; i < 8; i++) {
        float place = along - pair + float(i) * PIXEL_SAMPLES / 4.0;
        vec2 difference = pairs[0] + clamp(place, 0.0, 1.0) * (pairs[1] - pairs[0])
                        + clamp(place - 1.0, 0.0, 1.0) * (pairs[2] - pairs[1]) + max(place - 2.0, 0.0) * (pairs[3] - pairs[2]);
        // Beyond the ends of the line is blanking, without colour.
        const float MIDDLE = float(8 * TEXELS - 1) / 2.0;
        difference *= step(abs(left + float(i) * PIXEL_SAMPLES - MIDDLE), MIDDLE);
        float green = -dot(difference, LUMA.br) / LUMA.g;
        vec3 rgb = y[i] + vec3(difference.y, green, difference.x);
        ivec3 bytes = ivec3(clamp(rgb, 0.0, 1.0) * 255.0 + 0.5);
        level[3 * i] = bytes.r;
        level[3 * i + 1] = bytes.g;
        level[3 * i + 2] = bytes.b;
    }
    int words[6];
    for (int i = 0; i < 6; i++)
        words[i] = joined(level[4 * i], level[4 * i + 1], level[4 * i + 2], level[4 * i + 3]);
    first_bytes = ivec2(words[0], words[1]);
    second_bytes = ivec2(words[2], words[3]);
    third_bytes = ivec2(words[4], words[5]);
}
