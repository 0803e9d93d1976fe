#version 330 core

// From a picture to colour difference, band-limited as SMPTE 170M wants it: four pairs between twenty pixels.

#include "tape_grid.glsl"

uniform sampler2D picture;  // R'G'B', top line first, the lines of two fields alternating
uniform float most;         // whites that 1 stands for in it

layout(location = 0) out ivec4 colour;

const float REACH = 2.75;  // pixels: a tent of this half width is 2 dB down at 1.3 MHz, 20 dB at 3.6 MHz

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    float left = (float(16 * here.x - 8 * LEAD) + 2.0 - MARGIN) / PIXEL_SAMPLES - 0.5;
    int first = int(ceil(left - REACH)), last = textureSize(picture, 0).x - 1;
    int row = 2 * (here.y % LINES) + here.y / LINES;
    vec4 middle = left - float(first) + NUMBER * 4.0 / PIXEL_SAMPLES;  // of each pair, in pixels from the first
    vec4 u = vec4(0.0), v = vec4(0.0), whole = vec4(0.0);
    for (int i = 0; i < 18; i++) {
        vec3 rgb = texelFetch(picture, ivec2(clamp(first + i, 0, last), row), 0).rgb;
        vec4 weight = max(REACH - abs(middle - float(i)), 0.0);
        float y = dot(rgb, vec3(0.299, 0.587, 0.114));
        u += weight * (rgb.b - y);
        v += weight * (rgb.r - y);
        whole += weight;
    }

    // Nothing beside the picture.
    vec4 along = 16.0 * float(here.x) + 2.0 + 4.0 * NUMBER;
    vec4 inside = step(float(8 * LEAD), along) * step(along, vec4(8 * (LEAD + PICTURE)));
    inside *= 0.925 * most / whole;
    colour = store(0.492111 * inside * u, 0.877283 * inside * v);
}
