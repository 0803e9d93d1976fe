// Fragment half of the surfaces: `surface_texel()` is the reflectance here; for the diffuser it is what to multiply the
// lamp's luminance with (mean 1). One trilinear tap, one bilinear tap, one hash, no branch.

#include "common_hash.glsl"

uniform sampler2DArray surface_layers;
uniform sampler2D surface_map;
uniform float surface_footprint;  // pixels that a sample stands for: 1, or less where several samples make a pixel

in vec2 surface_repeat;
in vec2 surface_wander;
flat in ivec4 surface_number;
flat in vec4 surface_tone;
flat in vec4 surface_ageing;
flat in vec4 surface_chance;

const uint SURFACE_STREAM = 0x5F4CEu;       // the hash's own stream
const int COUNTS_X = 1, COUNTS_Y = 2;       // whose repeats are told apart
const int FLIPS = 4;                        // repeats may lie mirrored
const vec3 AGED = vec3(1.0, 1.06, 1.22);    // what has darkened has also grown warmer

vec3 surface_texel()
{
    // Number this repeat of the pattern, and draw its lot.
    int flags = surface_number.w;
    vec2 whole = floor(surface_repeat);
    ivec2 counts = ivec2(flags & COUNTS_X, (flags & COUNTS_Y) >> 1);
    ivec2 number = surface_number.xy + counts * ivec2(whole);
    uint lot = hash(SURFACE_STREAM, uint(number.x), uint(number.y));
    float chance = unit_float(lot);

    // It may lie mirrored, be shifted up or (carpet) bent so that its rows never line up, be another cut of the same stuff, be stained (+2) or slipped (+3).
    int flips = (flags & FLIPS) >> 2;
    vec2 way = vec2(1 - 2 * (ivec2(lot, lot >> 1) & flips));
    vec4 age = texture(surface_map, surface_wander) - 0.5;
    vec2 shift = surface_chance.w * age.x * vec2(1.0, 0.7) + vec2(0.0, (chance - 0.5) * surface_chance.x);
    vec2 place = (surface_repeat - whole) * way + shift;
    int cut = chance < surface_chance.y ? 3 : chance < surface_chance.z ? 2 : int(lot >> 2) & flips;

    // Gradients come from the unbroken coordinate, so that no seam shows where repeats are shuffled.
    vec2 across = dFdx(surface_repeat) * way * surface_footprint;
    vec2 upwards = dFdy(surface_repeat) * way * surface_footprint;
    vec3 relative = textureGrad(surface_layers, vec3(place, float(surface_number.z + cut)), across, upwards).rgb;

    // Tone: of this repeat as a whole, and of this spot of the world.
    float tone = 1.0 + surface_tone.a * (float(lot & 255u) / 255.0 - 0.5);
    float aged = dot(age, surface_ageing);
    return relative * surface_tone.rgb * (tone + aged * AGED);
}
