#version 330 core

// From gamma-corrected levels to the picture: aperture correction, and interlacing of the fields' lines. A texel is four
// pixels of 8 bits a channel, in the order of memory.

#include "camera_grid.glsl"
#include "settings.constants"

#ifdef MOSAIC
uniform isampler2D luma;
uniform sampler2D colour;
#else
uniform isampler2D red;
uniform isampler2D green;
uniform isampler2D blue;
#endif
#ifdef SHARPENED
uniform vec2 sharpness;  // of each field: less at high gain, because of noise
#endif

layout(location = 0) out ivec4 pixels;

void fetch(ivec2 place, out vec4 early, out vec4 late) {
#ifdef MOSAIC
    load(luma, place, early, late);
#else
    vec4 a, b;
    load(red, place, early, late);
    early *= LUMA.r;
    late *= LUMA.r;
    load(green, place, a, b);
    early += LUMA.g * a;
    late += LUMA.g * b;
    load(blue, place, a, b);
    early += LUMA.b * a;
    late += LUMA.b * b;
#endif
}

vec4 half_of(ivec2 place, bool second) {
    vec4 early, late;
    fetch(place, early, late);
    return second ? late : early;
}

ivec4 level(vec4 value) {
    return ivec4(clamp(value / FULL_SCALE, 0.0, 1.0) * 255.0 + 0.5);
}

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    int field = here.y & 1, line = here.y >> 1;
    bool second = (here.x & 1) == 1;
    ivec2 place = ivec2(here.x >> 1, line + field * FIELD_LINES);
    ivec2 beside = ivec2(clamp(place.x + (second ? 1 : -1), 0, TEXELS - 1), place.y);
    vec4 r, g, b, correction = vec4(0.0);

#if defined(MOSAIC) || defined(SHARPENED)
    vec4 early, late;
    fetch(place, early, late);
    vec4 own = second ? late : early;
#endif
#ifdef SHARPENED
    // Aperture correction: the differences from pixels two and three away, and from the lines above and below.
    vec4 there = half_of(beside, !second);
    vec4 left = second ? early : there, right = second ? there : late;
    vec4 around = vec4(left.zw, own.xy) + vec4(own.zw, right.xy) + vec4(left.yzw, own.x) + vec4(own.w, right.xyz);
    vec4 above = half_of(place - ivec2(0, line > 0 ? 1 : 0), second);
    vec4 below = half_of(place + ivec2(0, line < FIELD_LINES - 1 ? 1 : 0), second);
    float strength = of_field(sharpness, place.y);
    vec4 detail = APERTURE_ACROSS * (own - 0.25 * around) + APERTURE_ALONG * (own - 0.5 * (above + below));
    // Coring leaves noise uncorrected; the correction of large edges is limited.
    correction = strength * (clamp(detail, -APERTURE_LIMIT, APERTURE_LIMIT) - clamp(detail, -CORING, CORING));
#endif

#ifdef MOSAIC
    vec4 coarse = texelFetch(colour, place, 0), next = texelFetch(colour, beside, 0);
    vec2 centre = second ? coarse.zw : coarse.xy;
    vec2 before = second ? coarse.xy : next.zw, after = second ? next.xy : coarse.zw;
    const vec4 BEFORE = vec4(0.375, 0.125, 0.0, 0.0), AFTER = vec4(0.0, 0.0, 0.125, 0.375), CENTRE = 1.0 - BEFORE - AFTER;
    vec4 r_y = BEFORE * before.x + CENTRE * centre.x + AFTER * after.x;
    vec4 b_y = BEFORE * before.y + CENTRE * centre.y + AFTER * after.y;
    r = own + r_y;
    g = own - (LUMA.r * r_y + LUMA.b * b_y) / LUMA.g;
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
    pixels = level(r + correction) | (level(g + correction) << 8) | (level(b + correction) << 16) | (255 << 24);
}
