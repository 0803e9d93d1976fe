#version 330 core

// Record luma, and play the carrier back. On tape luma is band-limited, what is fine is emphasised, and what would drive
// the carrier too far is clipped. The carrier's frequency is the signal, and noise turns its phase. What is added to the frequency is the
// turn of the phase of carrier plus noise, so triangular noise, clicks and dropouts follow without integrating anything.

#include "tape_filter.glsl"

uniform isampler2D luma;
uniform float dark_clip, white_clip;
uniform isampler2D noise;     // normal deviates, tiling
uniform ivec2 noise_place;    // where in it the frame begins
uniform float carrier_noise;  // standard deviation of each component, against the carrier
uniform float tilt;           // how much more carrier there is at white than at blank
#ifdef CARRIER
uniform sampler2D carrier;    // what is left of it, 0 to 1
uniform float threshold;      // below, the line above is repeated
#endif

#ifdef BEARDING
uniform float limit;          // whites: beyond, worn heads give so little carrier that the limiter takes its sideband
#endif

layout(location = 0) out ivec4 played;

const float WHITES_PER_RADIAN = 3.1902655;  // 4 fsc / (2 pi 714,286 Hz)
const float TURN = 6.2831853;
const float SNOW = 0.01;     // standard deviation of noise without a carrier, against a whole one
const float CHANNEL = 0.35;  // noise 5 MHz wide strays by 1.4 MHz, that of all our samples by 4.1 MHz
const float LOWEST = -2.2, HIGHEST = 3.0;  // whites: the deck passes carriers from 2.1 to 5.8 MHz
#ifdef BEARDING
const float SIDEBAND = -0.9;  // whites: what the limiter then makes of it, about the dark clip
const float UNSURE = 0.07;    // whites: standard deviation of the limit
#endif

void noise_at(ivec2 place, float deviation, out vec4 early, out vec4 late) {
    ivec4 words = texelFetch(noise, place & (textureSize(noise, 0) - 1), 0);
    early = deviation / 8192.0 * vec4(words << 16 >> 16);
    late = deviation / 8192.0 * vec4(words >> 16);
}

// The angle from one vector to the next, -pi to pi, to 0.00001 (polynomial of C. Hastings, "Approximations for Digital
// Computers", 1955, sheet 13).
vec4 turn_between(vec4 x, vec4 y, vec4 next_x, vec4 next_y) {
    vec4 across = x * next_y - y * next_x, along = x * next_x + y * next_y;
    vec4 high = max(abs(across), abs(along)), low = min(abs(across), abs(along));
    vec4 ratio = low / max(high, 1e-30), s = ratio * ratio;
    vec4 angle = 0.05265332 - 0.01172120 * s;
    angle = ratio * (0.99997726 + s * (-0.33262347 + s * (0.19354346 + s * (-0.11643287 + s * angle))));
    angle = mix(angle, 0.25 * TURN - angle, lessThan(abs(along), abs(across)));
    angle = mix(angle, 0.5 * TURN - angle, lessThan(along, vec4(0.0)));
    return mix(angle, -angle, lessThan(across, vec4(0.0)));
}

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy), source = here;
    float amplitude = 1.0, deviation = carrier_noise, strays = WHITES_PER_RADIAN;
#ifdef CARRIER
    // Dropout compensation: where the carrier fails, the nearest good line above of the same field stands in. The detector
    // takes half a microsecond, which is a texel, so a speck is seen before it does.
    ivec2 late_by = ivec2(min(here.x, 1), 0);
    float detected = texelFetch(carrier, here - late_by, 0).r;
    for (int i = 0; i < 4 && detected < threshold && source.y % LINES > 0; i++) {
        source.y--;
        detected = texelFetch(carrier, source - late_by, 0).r;
    }
    amplitude = texelFetch(carrier, source, 0).r;

    // With no carrier there is snow on the best of tapes; its frequency strays no further than the channel is wide.
    deviation += SNOW * (1.0 - amplitude);
    strays *= mix(CHANNEL, 1.0, clamp(amplitude / (3.0 * deviation + 1e-6) - 0.5, 0.0, 1.0));
#endif
    vec4 early, late, along_early, along_late, across_early, across_late, unused_, along_last, across_last;
    filter_line(luma, source, early, late);
    early = clamp(early, dark_clip, white_clip);
    late = clamp(late, dark_clip, white_clip);
#ifdef BEARDING
    ivec4 sway = texelFetch(noise, (here + noise_place.yx) & (textureSize(noise, 0) - 1), 0);
    early = mix(early, vec4(SIDEBAND), step(limit + UNSURE / 8192.0 * vec4(sway << 16 >> 16), early));
    late = mix(late, vec4(SIDEBAND), step(limit + UNSURE / 8192.0 * vec4(sway >> 16), late));
#endif
    ivec2 along = here + noise_place, across = along + ivec2(61, 131), left = ivec2(1, 0);
    noise_at(along, deviation, along_early, along_late);
    noise_at(across, deviation, across_early, across_late);
    noise_at(along - left, deviation, unused_, along_last);
    noise_at(across - left, deviation, unused_, across_last);

    // How far the phase that noise gives to the carrier turns from each sample to the next.
    along_last += amplitude * (1.0 + tilt * clamp(early.x, 0.0, 1.0));
    along_early += amplitude * (1.0 + tilt * clamp(early, 0.0, 1.0));
    along_late += amplitude * (1.0 + tilt * clamp(late, 0.0, 1.0));
    vec4 turn_early = turn_between(vec4(along_last.w, along_early.xyz), vec4(across_last.w, across_early.xyz),
                                   along_early, across_early);
    vec4 turn_late = turn_between(vec4(along_early.w, along_late.xyz), vec4(across_early.w, across_late.xyz),
                                  along_late, across_late);
    early = clamp(early + strays * turn_early, LOWEST, HIGHEST);
    late = clamp(late + strays * turn_late, LOWEST, HIGHEST);
    played = store(early, late);
}
