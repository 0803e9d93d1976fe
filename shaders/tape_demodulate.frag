#version 330 core

// Record luma as FM, and demodulate it. Luma is band-limited, pre-emphasised and clipped; the signal is the carrier's
// frequency. The error of the frequency is the change of the phase of carrier plus noise from sample to sample, so that
// triangular noise, clicks and dropouts follow without integrating the phase.

#include "tape_filter.glsl"

uniform isampler2D luma;
uniform float dark_clip, white_clip;
uniform isampler2D noise;     // normal deviates, tiling
uniform ivec2 noise_place;    // the frame's first texel in it
uniform float carrier_noise;  // standard deviation of each component, relative to the carrier
uniform float tilt;           // relative increase of the carrier from blanking to white
#ifdef CARRIER
uniform sampler2D carrier;    // its amplitude, 0 to 1
uniform float threshold;      // amplitude below which the line above is repeated
#endif

#ifdef BEARDING
uniform float limit;          // level beyond which the carrier of worn heads is so weak that the limiter locks to its sideband
#endif

layout(location = 0) out ivec4 played;

const float WHITES_PER_RADIAN = 3.1902655;  // 4 fsc / (2 pi 714,286 Hz), less 0.002 %
const float TURN = 6.2831853;
const float SNOW = 0.01;     // standard deviation of noise without a carrier, relative to a full one
const float CHANNEL = 0.35;  // noise 5 MHz wide deviates by 1.4 MHz, that of the full sample rate by 4.1 MHz
const float LOWEST = -2.2, HIGHEST = 3.0;  // levels of the deck's lowest and highest carrier, 2.1 and 5.8 MHz
#ifdef BEARDING
const float SIDEBAND = -0.9;      // level of the sideband, about the dark clip
const float LIMIT_SPREAD = 0.07;  // standard deviation of the limit
#endif

void noise_at(ivec2 place, float deviation, out vec4 early, out vec4 late) {
    load_noise(noise, place, early, late);
    early *= deviation;
    late *= deviation;
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
    float amplitude = 1.0, deviation = carrier_noise, per_radian = WHITES_PER_RADIAN;
#ifdef CARRIER
    // Dropout compensation: where the carrier is lost, the nearest good line above in the same field is repeated. The
    // detector takes half a microsecond, which is a texel, so the beginning of a dropout is visible.
    ivec2 late_by = ivec2(min(here.x, 1), 0);
    float detected = texelFetch(carrier, here - late_by, 0).r;
    for (int i = 0; i < 4 && detected < threshold && source.y % FIELD_LINES > 0; i++) {
        source.y--;
        detected = texelFetch(carrier, source - late_by, 0).r;
    }
    amplitude = texelFetch(carrier, source, 0).r;

    // Without a carrier there is snow; its deviation is limited by the width of the channel.
    deviation += SNOW * (1.0 - amplitude);
    per_radian *= mix(CHANNEL, 1.0, clamp(amplitude / (3.0 * deviation + 1e-6) - 0.5, 0.0, 1.0));
#endif
    vec4 early, late, along_early, along_late, across_early, across_late, unused_, along_last, across_last;
    filter_line(luma, source, early, late);
    early = clamp(early, dark_clip, white_clip);
    late = clamp(late, dark_clip, white_clip);
#ifdef BEARDING
    vec4 spread_early, spread_late;
    load_noise(noise, here + noise_place.yx, spread_early, spread_late);
    early = mix(early, vec4(SIDEBAND), step(limit + LIMIT_SPREAD * spread_early, early));
    late = mix(late, vec4(SIDEBAND), step(limit + LIMIT_SPREAD * spread_late, late));
#endif
    ivec2 along = here + noise_place, across = along + ivec2(61, 131), left = ivec2(1, 0);
    noise_at(along, deviation, along_early, along_late);
    noise_at(across, deviation, across_early, across_late);
    noise_at(along - left, deviation, unused_, along_last);
    noise_at(across - left, deviation, unused_, across_last);

    // The change of the phase error from each sample to the next.
    along_last += amplitude * (1.0 + tilt * clamp(early.x, 0.0, 1.0));
    along_early += amplitude * (1.0 + tilt * clamp(early, 0.0, 1.0));
    along_late += amplitude * (1.0 + tilt * clamp(late, 0.0, 1.0));
    vec4 turn_early = turn_between(vec4(along_last.w, along_early.xyz), vec4(across_last.w, across_early.xyz),
                                   along_early, across_early);
    vec4 turn_late = turn_between(vec4(along_early.w, along_late.xyz), vec4(across_early.w, across_late.xyz),
                                  along_late, across_late);
    early = clamp(early + per_radian * turn_early, LOWEST, HIGHEST);
    late = clamp(late + per_radian * turn_late, LOWEST, HIGHEST);
    played = store(early, late);
}
