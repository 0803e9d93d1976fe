#version 330 core

// From coded levels to the picture: edges are lifted, the fields' lines take turns. A texel is four pixels of 8 bits a
// channel, in the order in which memory has them.

#include "camera_grid.glsl"
#include "dials"

#ifdef MOSAIC
uniform isampler2D luma;
uniform sampler2D colour;
#else
uniform isampler2D red;
uniform isampler2D green;
uniform isampler2D blue;
#endif
#ifdef LIFTED
uniform vec2 effort;  // of each field: amplified noise is lifted less
#endif

layout(location = 0) out ivec4 pixels;

const vec3 WEIGHTS = vec3(0.299, 0.587, 0.114);

void fetch(ivec2 place, out vec4 early, out vec4 late) {
#ifdef MOSAIC
    load(luma, place, early, late);
#else
    vec4 a, b;
    load(red, place, early, late);
    early *= WEIGHTS.r;
    late *= WEIGHTS.r;
    load(green, place, a, b);
    early += WEIGHTS.g * a;
    late += WEIGHTS.g * b;
    load(blue, place, a, b);
    early += WEIGHTS.b * a;
    late += WEIGHTS.b * b;
#endif
}

vec4 half_of(ivec2 place, bool second) {
    vec4 early, late;
    fetch(place, early, late);
    return second ? late : early;
}

ivec4 level(vec4 value) {
    return ivec4(clamp(value / MOST_CODED, 0.0, 1.0) * 255.0 + 0.5);
}

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    int field = here.y & 1, line = here.y >> 1;
    bool second = (here.x & 1) == 1;
    ivec2 place = ivec2(here.x >> 1, line + field * LINES);
    ivec2 beside = ivec2(clamp(place.x + (second ? 1 : -1), 0, TEXELS - 1), place.y);
    vec4 r, g, b, lift = vec4(0.0);

#if defined(MOSAIC) || defined(LIFTED)
    vec4 early, late;
    fetch(place, early, late);
    vec4 own = second ? late : early;
#endif
#ifdef LIFTED
    // Aperture correction: what differs from pixels two and three away, and from the lines above and below.
    vec4 there = half_of(beside, !second);
    vec4 left = second ? early : there, right = second ? there : late;
    vec4 around = vec4(left.zw, own.xy) + vec4(own.zw, right.xy) + vec4(left.yzw, own.x) + vec4(own.w, right.xyz);
    vec4 above = half_of(place - ivec2(0, line > 0 ? 1 : 0), second);
    vec4 below = half_of(place + ivec2(0, line < LINES - 1 ? 1 : 0), second);
    float strength = of_field(effort, place.y);
    vec4 detail = LIFT_ACROSS * (own - 0.25 * around) + LIFT_ALONG * (own - 0.5 * (above + below));
    // Noise passes unlifted; large edges are lifted no further than the circuit can.
    lift = strength * (clamp(detail, -LIFT_MOST, LIFT_MOST) - clamp(detail, -CORING, CORING));
#endif

#ifdef MOSAIC
    vec4 coarse = texelFetch(colour, place, 0), next = texelFetch(colour, beside, 0);
    vec2 centre = second ? coarse.zw : coarse.xy;
    vec2 before = second ? coarse.xy : next.zw, after = second ? next.xy : coarse.zw;
    const vec4 BEFORE = vec4(0.375, 0.125, 0.0, 0.0), AFTER = vec4(0.0, 0.0, 0.125, 0.375), CENTRE = 1.0 - BEFORE - AFTER;
    vec4 r_y = BEFORE * before.x + CENTRE * centre.x + AFTER * after.x;
    vec4 b_y = BEFORE * before.y + CENTRE * centre.y + AFTER * after.y;
    r = own + r_y;
    g = own - (WEIGHTS.r * r_y + WEIGHTS.b * b_y) / WEIGHTS.g;
    b = own + b_y;
#else
    vec4 first, last;
    load(red, place, first, last);
    r = second ? last : first;
    load(green, place, first, last);
    g = second ? last : first;
    load(blue, place, first, last);
    b = second ? last : first;
#endif
    pixels = level(r + lift) | (level(g + lift) << 8) | (level(b + lift) << 16) | (255 << 24);
}
