#version 330 core

// From light on the sensor to gamma-corrected levels: blur, blooming, flare, smear, noise; then knee, clip and gamma.

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
#ifdef FLARED
uniform sampler2D flare;
#endif
#ifdef SMEARED
uniform sampler2D smear_early;
uniform sampler2D smear_late;
#endif
#ifdef NOISY
uniform isampler2D noise;    // normal deviates, tiling
uniform ivec2 noise_place;   // the frame's first texel in it
#endif
#ifdef PATTERNED
uniform isampler2D pattern;  // fixed-pattern noise, of white
#endif
uniform vec2 amplification;  // of each field
uniform vec3 white_1, white_2;

#ifdef MOSAIC
layout(location = 0) out ivec4 coded_luma;
layout(location = 1) out vec4 coded_colour;  // of four pixels each: R'-Y' and B'-Y', twice
#else
layout(location = 0) out ivec4 coded_red;
layout(location = 1) out ivec4 coded_green;
layout(location = 2) out ivec4 coded_blue;
#endif

// Highlights beyond the knee are compressed, and clipped.
vec4 knee(vec4 light) {
    return min(min(light, KNEE + KNEE_SLOPE * (light - KNEE)), CLIP);
}

// SMPTE 170M, 7.1: 1.099 L^0.45 - 0.099, and 4.5 L below 0.018. The power by roots, to 0.00016 between 0.018 and 1.3.
vec4 gamma(vec4 light) {
    vec4 above = max(light, 0.018), root = sqrt(above);
    return -0.118935 + 0.200402 * sqrt(root) + 0.949397 * root - 0.030746 * above + 4.5 * min(light - 0.018, 0.0);
}

struct Scattered {
    vec3 left, right;    // flare at the ends of the texel
    vec4 early, late;    // smear
    float gain;
    ivec2 here, above, below;
};

void optics(isampler2D plane, Scattered s, vec3 kind, out vec4 early, out vec4 late) {
    load_light(plane, s.here, early, late);
    vec4 over_early = vec4(0.0), over_late = vec4(0.0);
#if defined(SOFT) || defined(BLOOMED)
    vec4 up_early, up_late, down_early, down_late;
    load_light(plane, s.above, up_early, up_late);
    load_light(plane, s.below, down_early, down_late);
    up_early += down_early;
    up_late += down_late;
#endif
#ifdef BLOOMED
    over_early = BLOOM * max(up_early - 2.0 * FULL, 0.0);
    over_late = BLOOM * max(up_late - 2.0 * FULL, 0.0);
#endif
#ifdef SOFT
    vec4 unused_, before, after;
    load_light(plane, ivec2(max(s.here.x - 1, 0), s.here.y), unused_, before);
    load_light(plane, ivec2(min(s.here.x + 1, TEXELS - 1), s.here.y), after, unused_);
    vec4 next_early = vec4(before.w, early.xyz) + vec4(early.yzw, late.x);
    vec4 next_late = vec4(early.w, late.xyz) + vec4(late.yzw, after.x);
    vec4 second_early = vec4(before.zw, early.xy) + vec4(early.zw, late.xy);
    vec4 second_late = vec4(early.zw, late.xy) + vec4(late.zw, after.xy);
    early = SOFT_OWN * early + SOFT_NEXT * next_early + SOFT_SECOND * second_early + SOFT_LINE * up_early;
    late = SOFT_OWN * late + SOFT_NEXT * next_late + SOFT_SECOND * second_late + SOFT_LINE * up_late;
#endif
    early += over_early + s.early;
    late += over_late + s.late;
#ifdef FLARED
    float left = dot(kind, s.left), turn = (dot(kind, s.right) - left) / 8.0;
    early += left + turn * vec4(0.5, 1.5, 2.5, 3.5);
    late += left + turn * vec4(4.5, 5.5, 6.5, 7.5);
#endif
}

// Read noise and shot noise, both before the amplifier.
void add_noise(Scattered s, int stream, inout vec4 early, inout vec4 late) {
#ifdef NOISY
    vec4 a, b;
    load_noise(noise, s.here + noise_place + stream * ivec2(37, 151), a, b);
    early += a * sqrt(s.gain * (READ_NOISE * s.gain + PHOTON_NOISE * max(early, 0.0)));
    late += b * sqrt(s.gain * (READ_NOISE * s.gain + PHOTON_NOISE * max(late, 0.0)));
#endif
#ifdef PATTERNED
    vec4 own_early, own_late;
    load(pattern, ivec2(s.here.x, s.here.y % FIELD_LINES), own_early, own_late);
    early += s.gain * own_early;
    late += s.gain * own_late;
#endif
}

#ifdef MOSAIC
// The colour signals of the mosaic, one line at a time: differences and sums of two times four pixels.
vec4 colour_of(Scattered s, ivec2 place, bool even_line) {
    vec4 found = texelFetch(colour, place, 0);
#ifdef NOISY
    vec4 a, b;
    load_noise(noise, place + noise_place, a, b);
    vec2 deviation = sqrt(s.gain * (READ_NOISE * s.gain + PHOTON_NOISE * max(found.yw, 0.0)));
    const vec4 DIFFERENCE = vec4(1.0, -3.0, 3.0, -1.0) / 4.0;
    found.xz += COLOUR_NOISE * deviation * vec2(dot(DIFFERENCE, a), dot(DIFFERENCE, b));
#endif
    vec3 left = 0.75 * s.left + 0.25 * s.right, right = 0.25 * s.left + 0.75 * s.right;
    vec3 difference = even_line ? vec3(2.0, -1.0, 0.0) : vec3(0.0, -1.0, 2.0);
    vec2 smeared = 0.25 * vec2(dot(s.early, vec4(1.0)), dot(s.late, vec4(1.0)));
    return found + vec4(dot(difference, left) + smeared.x, dot(MOSAIC_LUMA, left) + smeared.x,
                        dot(difference, right) + smeared.y, dot(MOSAIC_LUMA, right) + smeared.y);
}
#endif

void main() {
    Scattered s;
    s.here = ivec2(gl_FragCoord.xy);
    int field = s.here.y / FIELD_LINES, line = s.here.y - field * FIELD_LINES;
    s.above = s.here - ivec2(0, line > 0 ? 1 : 0);
    s.below = s.here + ivec2(0, line < FIELD_LINES - 1 ? 1 : 0);
    s.gain = of_field(amplification, s.here.y);
    s.left = s.right = vec3(0.0);
    s.early = s.late = vec4(0.0);
#ifdef FLARED
    vec2 place = vec2(float(s.here.x) / float(TEXELS), (clamp((float(line) + 0.5) / 8.0, 0.5, float(FLARE_SIZE.y) - 0.5)
                       + float(FLARE_SIZE.y * field)) / float(2 * FLARE_SIZE.y));
    s.left = textureLod(flare, place, 0.0).rgb;
    s.right = textureLod(flare, place + vec2(1.0 / float(TEXELS), 0.0), 0.0).rgb;
#endif
#ifdef SMEARED
    s.early = texelFetch(smear_early, ivec2(s.here.x, field), 0);
    s.late = texelFetch(smear_late, ivec2(s.here.x, field), 0);
#endif
    vec3 white = field == 0 ? white_1 : white_2;

    vec4 early, late;
#ifdef MOSAIC
    optics(luma, s, SENSOR_LUMA, early, late);
    add_noise(s, 0, early, late);
    coded_luma = store(gamma(knee(early)), gamma(knee(late)));

    // Red comes from one line, blue from the next.
    bool even_line = (line & 1) == 0;
    vec4 own = colour_of(s, s.here, even_line);
    vec4 other = colour_of(s, line > 0 ? s.above : s.below, !even_line);
#ifdef CENTRED
    other = mix(other, colour_of(s, line < FIELD_LINES - 1 ? s.below : s.above, !even_line), 0.5);
#endif
    vec2 r_g = even_line ? own.xz : other.xz, b_g = even_line ? other.xz : own.xz;
    vec2 g = (7.0 * own.yw - r_g - b_g) / 5.0, r = 0.5 * (r_g + g), b = 0.5 * (b_g + g);
    vec4 first = gamma(knee(vec4(white * vec3(r.x, g.x, b.x), 0.0)));
    vec4 second = gamma(knee(vec4(white * vec3(r.y, g.y, b.y), 0.0)));

    // Near overlit pixels, or where the two lines differ much, colour would be false: it is attenuated, as in cameras.
    vec2 brightest = max(own.yw, other.yw);
    brightest.x = max(brightest.x, max(max(early.x, early.y), max(early.z, early.w)));
    brightest.y = max(brightest.y, max(max(late.x, late.y), max(late.z, late.w)));
    vec2 difference = abs(own.yw - other.yw) / max(own.yw + other.yw, 0.05);
    vec2 saturation = clamp(2.0 - brightest / COLOUR_FADE, 0.0, 1.0) * clamp(1.6 - 3.0 * difference, 0.0, 1.0);
    coded_colour = vec4(saturation.x * (first.rb - dot(first.rgb, LUMA)), saturation.y * (second.rb - dot(second.rgb, LUMA)));
#else
    optics(red, s, vec3(1.0, 0.0, 0.0), early, late);
    add_noise(s, 0, early, late);
    coded_red = store(gamma(knee(white.r * early)), gamma(knee(white.r * late)));
    optics(green, s, vec3(0.0, 1.0, 0.0), early, late);
    add_noise(s, 1, early, late);
    coded_green = store(gamma(knee(white.g * early)), gamma(knee(white.g * late)));
    optics(blue, s, vec3(0.0, 0.0, 1.0), early, late);
    add_noise(s, 2, early, late);
    coded_blue = store(gamma(knee(white.b * early)), gamma(knee(white.b * late)));
#endif
}
