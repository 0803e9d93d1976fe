#version 330 core

// The wire of luma, and on it, if it is the only one, colour on its subcarrier; noise and hum join them.

#include "tape_grid.glsl"
#include "cable"

uniform isampler2D luma;
uniform isampler2D colour;
uniform isampler2D noise;   // normal deviates, tiling
uniform ivec2 noise_place;  // where in it the frame begins
uniform vec2 hum_phase;     // of the first line of each field, in turns
uniform float turned;       // 1 or -1: the subcarrier's sign on the first line of field 1

layout(location = 0) out ivec4 wire;

const float HUM_TURNS = 0.0038133;  // 60 Hz against the lines
const float TURN = 6.2831853;

#ifdef COLOUR
// U, V, -U, -V in turn, a cycle of the subcarrier. Each pair stands between the second and third of four samples.
vec4 carried(vec3 u, vec3 v) {
    return vec4(mix(u.x, u.y, 0.625), -mix(v.x, v.y, 0.875), -mix(u.y, u.z, 0.125), mix(v.y, v.z, 0.375));
}
#endif

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    int field = here.y / LINES, line = here.y % LINES;
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
    float sign = ADDED * turned * float(1 - 2 * ((line + field) & 1));
    early += sign * carried(near_u.xyz, near_v.xyz);
    late += sign * carried(near_u.yzw, near_v.yzw);
#endif
#ifdef NOISE
    ivec4 words = texelFetch(noise, (here + noise_place) & (textureSize(noise, 0) - 1), 0);
    early += CABLE_NOISE / 8192.0 * vec4(words << 16 >> 16);
    late += CABLE_NOISE / 8192.0 * vec4(words >> 16);
#endif
#ifdef HUM
    float bar = HUM_LEVEL * sin(TURN * (hum_phase[field] + HUM_TURNS * float(line)));
    early += bar;
    late += bar;
#endif
    wire = store(early, late);
}
