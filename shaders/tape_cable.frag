#version 330 core

// The wire of luma; on composite video, also colour on its subcarrier; then noise and hum.

#include "tape_grid.glsl"
#include "cable.constants"
#include "added.constants"

uniform isampler2D luma;
uniform isampler2D colour;
uniform isampler2D noise;   // normal deviates, tiling
uniform ivec2 noise_place;  // the frame's first texel in it
uniform vec2 hum_phase;     // of the first line of each field, in turns
uniform float subcarrier_sign;  // 1 or -1, on the first line of field 1

layout(location = 0) out ivec4 wire;

const float TURN = 6.2831853;

#ifdef COLOUR
// U, V, -U, -V: a cycle of the subcarrier. Each pair lies midway between the second and third of four samples.
vec4 modulated(vec3 u, vec3 v) {
    return vec4(mix(u.x, u.y, 0.625), -mix(v.x, v.y, 0.875), -mix(u.y, u.z, 0.125), mix(v.y, v.z, 0.375));
}
#endif

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    int field = here.y / FIELD_LINES, line = here.y % FIELD_LINES;
    vec4 early, late;
    load(luma, here, early, late);
#ifdef COLOUR
    // A texel of colour holds four pairs: those of two texels of luma.
    ivec2 pairs = ivec2(here.x >> 1, here.y);
    bool second = (here.x & 1) == 1;
    vec4 u, v, beside_u, beside_v;
    load(colour, pairs, u, v);
    load(colour, pairs + ivec2(second ? 1 : -1, 0), beside_u, beside_v);
    vec4 near_u = second ? vec4(u.yzw, beside_u.x) : vec4(beside_u.w, u.xyz);
    vec4 near_v = second ? vec4(v.yzw, beside_v.x) : vec4(beside_v.w, v.xyz);
    float sign = ADDED * subcarrier_sign * float(1 - 2 * ((line + field) & 1));
    early += sign * modulated(near_u.xyz, near_v.xyz);
    late += sign * modulated(near_u.yzw, near_v.yzw);
#endif
#ifdef NOISE
    vec4 noise_early, noise_late;
    load_noise(noise, here + noise_place, noise_early, noise_late);
    early += CABLE_NOISE * noise_early;
    late += CABLE_NOISE * noise_late;
#endif
#ifdef HUM
    float bar = HUM_LEVEL * sin(TURN * (hum_phase[field] + HUM_TURNS * float(line)));
    early += bar;
    late += bar;
#endif
    wire = store(early, late);
}
