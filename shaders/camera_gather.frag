#version 330 core

// Light on the sensor: the scene through the lens, of white. One line of eight pixels at a time.

#include "camera_grid.glsl"
#include "settings.constants"

uniform sampler2D light;  // cd/m2, of any width; field 1 in the lower half, field 2 in the upper one, bottom lines first
uniform vec2 exposure;    // of each field, 1 / (cd/m2)
#ifdef BENT
uniform vec2 zoom;        // of each field
#endif

#ifdef MOSAIC
layout(location = 0) out ivec4 luma;
layout(location = 1) out vec4 colour;  // of four pixels each: difference and sum of the mosaic's columns, twice
layout(location = 2) out vec4 glimpse;
#else
layout(location = 0) out ivec4 red;
layout(location = 1) out ivec4 green;
layout(location = 2) out ivec4 blue;
layout(location = 3) out vec4 glimpse;
#endif

const vec2 HALF = vec2(4.0, 3.0) / 5.0;  // of a picture of 4:3, whose corners are at distance 1 from its centre

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    int field = here.y / FIELD_LINES, line = here.y - field * FIELD_LINES;
    float bottom_up = float(FIELD_LINES - 1 - line) + 0.5;
    float gain = of_field(exposure, here.y);
    float y = (2.0 * bottom_up / float(FIELD_LINES) - 1.0) * HALF.y;

    // The red and blue of a pixel come from a little nearer to the centre: one pixel more on that side.
#ifdef FRINGED
    const int COUNT = 9;
    bool rightward = 2 * here.x < TEXELS;
    float first = float(8 * here.x) + (rightward ? 0.5 : -0.5);
#else
    const int COUNT = 8;
    float first = float(8 * here.x) + 0.5;
#endif
    vec3 pixel[COUNT];
    float all_light = 0.0, overload = 0.0;
    for (int i = 0; i < COUNT; i++) {
        float column = first + float(i);
        float x = (column / (0.5 * float(PICTURE_PIXELS)) - 1.0) * HALF.x, square = x * x + y * y;
#ifdef BENT
        // Barrel distortion, scaled so that the corners stay where they are.
        float scale = (1.0 + DISTORTION * square) / ((1.0 + DISTORTION) * of_field(zoom, here.y));
        vec2 place = 0.5 + 0.5 * scale * vec2(x, y) / HALF;
        place.y = clamp(place.y, 0.5 / float(FIELD_LINES), 1.0 - 0.5 / float(FIELD_LINES));
        vec4 seen = textureLod(light, vec2(place.x, 0.5 * (place.y + float(field))), 0.0);
#else
        vec4 seen = textureLod(light, vec2(column / float(PICTURE_PIXELS), (bottom_up / float(FIELD_LINES) + float(field)) / 2.0), 0.0);
#endif
        seen *= gain * (1.0 - VIGNETTE * square * (0.6 + 0.4 * square));
        pixel[i] = seen.rgb;
        float luminance = max(seen.a, dot(seen.rgb, LUMINANCE));
        all_light += luminance;
        overload += max(luminance - 1.0, 0.0);
    }
#ifdef FRINGED
    float shift = FRINGE * abs((float(8 * here.x) + 4.0) / (0.5 * float(PICTURE_PIXELS)) - 1.0);
    for (int i = 0; i < 8; i++) {
        vec3 own = rightward ? pixel[i] : pixel[i + 1], inner = rightward ? pixel[i + 1] : pixel[i];
        pixel[i] = mix(own, inner, shift * vec3(0.6, 0.0, 1.0));
    }
#endif

    vec3 total = vec3(0.0);
    for (int i = 0; i < 8; i++)
        total += pixel[i];
    // Flare has the luminance of all light, before any clip, and the mean colour.
    glimpse = vec4(total * (all_light / max(dot(total, LUMINANCE), 1e-6)), overload) / float(COUNT);

#ifdef MOSAIC
    // Complementary colours; each line of a field sums two rows of them, so that columns in turn give, on even lines, magenta
    // with yellow and green with cyan; on odd lines, green with yellow and magenta with cyan. The alternating part is colour:
    // 2R - G on even lines, 2B - G on odd ones.
    bool even_line = (line & 1) == 0;
    vec3 even_column = even_line ? vec3(2.0, 1.0, 1.0) : vec3(1.0, 2.0, 0.0);
    vec3 odd_column = even_line ? vec3(0.0, 2.0, 1.0) : vec3(1.0, 1.0, 2.0);
    vec3 difference = even_line ? vec3(2.0, -1.0, 0.0) : vec3(0.0, -1.0, 2.0);
    vec4 levels[2], sums[2], truth[2];
    for (int i = 0; i < 8; i++) {
        levels[i / 4][i % 4] = dot(pixel[i], SENSOR_LUMA);
        sums[i / 4][i % 4] = min(dot(pixel[i], (i & 1) == 0 ? even_column : odd_column), 3.5 * WELL);
        truth[i / 4][i % 4] = dot(min(pixel[i], WELL), difference);
    }
    luma = store_light(levels[0], levels[1]);

    // Demodulated from that alternation, colour is false where luma has fine detail.
    const vec4 SUM = vec4(1.0, 3.0, 3.0, 1.0) / 28.0, MEAN = vec4(0.25);
    vec4 alternate = vec4(1.0, -3.0, 3.0, -1.0) / (even_line ? 4.0 : -4.0);
    vec2 demodulated = vec2(dot(alternate, sums[0]), dot(alternate, sums[1]));
    demodulated = mix(vec2(dot(MEAN, truth[0]), dot(MEAN, truth[1])), demodulated, FALSE_COLOUR);
    colour = vec4(demodulated.x, dot(SUM, sums[0]), demodulated.y, dot(SUM, sums[1]));
#else
    vec4 early, late;
    ivec4 planes[3];
    for (int j = 0; j < 3; j++) {
        for (int i = 0; i < 4; i++) {
            early[i] = pixel[i][j];
            late[i] = pixel[i + 4][j];
        }
        planes[j] = store_light(early, late);
    }
    red = planes[0];
    green = planes[1];
    blue = planes[2];
#endif
}
