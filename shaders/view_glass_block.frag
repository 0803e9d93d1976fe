#version 330 core

// A wall of hollow glass blocks in mortar. With MIRROR rays go through a block, bent by the waves pressed into its two
// walls, and one finds what its face mirrors; without, only the joints are drawn. Nothing behind it is kept.

#include "Camera.block"
#include "common_noise.glsl"
#include "common_slab.glsl"
#if defined(MIRROR) || defined(SPOT_LAMPS)
#include "common_ray.glsl"
#endif

uniform float cell;                 // m
uniform float limit;                // cd/m2: brighter light is shown as this
uniform float surface_footprint;    // pixels that a sample stands for, along an edge
#ifdef MIRROR
uniform ivec2 world_corner;         // cells (x, z): where the window begins
uniform sampler2DArray surface_layers;

#include "common_radiance.glsl"

const float START = 0.03;           // cells: rays begin this far off the face
const float BULGE = 0.11;           // rad: how far light is bent near the edge of a block, as by a lens
const float WAVES = 0.10;           // rad: and by the waves in its walls
const float BLUR = 0.075;           // rad: how far their finer relief spreads it
const int RAYS = 3;                 // through a block, for each sample
const float GOLDEN = 2.39996;       // rad
uniform vec4 lobe;                  // of this sample: its rank, 0 to 1, and its turn, rad
const float WAVE = 0.055;           // m: length of one
const float LEAN = 0.003;           // rad: of each block's face, its own
const float EDGE = 0.014;           // m: along its edges the glass is thick, and dark
const float DARK = 0.4;             // of the light: what comes through there
#else
uniform float output_;              // of all lamps together, against their mean

const float PI = 3.14159265;
#endif
#ifdef SPOT_LAMPS
#include "common_lamp.glsl"
#endif

in vec3 place;
in vec3 surface_normal;
in vec2 surface_place;
in vec3 irradiance;
in vec3 reflectance;
#ifdef PASSES
#include "view_pass_shown.glsl"

in vec3 straight;
#endif

layout(location = 0, index = 0) out vec4 radiance;     // rgb: light, at most `limit`; a: luminance without it
layout(location = 0, index = 1) out vec4 transmitted;  // the share of both that passes

const ivec2 ENDLESS = ivec2(4096);  // cells: after so many the patterns repeat
const vec3 LUMINANCE = vec3(0.2126, 0.7152, 0.0722);  // ITU-R BT.709-6, item 3.3
const float HALF_MAXIMUM = 65504.0;
const float HALF_BLOCK = 0.095, ROUNDED = 0.009;  // m: half an edge of a block's face, and the radius of its corners

void main() {
    vec3 upright = normalize(surface_normal), towards = normalize(place - eye);
    vec2 number = floor(surface_place / BLOCK_PITCH), at = surface_place - (number + 0.5) * BLOCK_PITCH;
    vec2 beyond = abs(at) - (HALF_BLOCK - ROUNDED);
    float off = length(max(beyond, 0.0)) + min(max(beyond.x, beyond.y), 0.0) - ROUNDED;  // m from the edge of its block
    float span = surface_footprint * max(length(dFdx(surface_place)), length(dFdy(surface_place)));
    float glass = clamp(0.5 - off / max(span, 1e-5), 0.0, 1.0), filled = 2.0 * HALF_BLOCK / BLOCK_PITCH;
    glass = mix(glass, filled * filled, smoothstep(0.5 * BLOCK_PITCH, BLOCK_PITCH, span));

    vec3 light = (1.0 - glass) * reflectance * irradiance / PI * output_, shine = vec3(0.0);
#ifdef SPOT_LAMPS
    vec3 lit = (1.0 - glass) * reflectance * spot_irradiance(place, upright) / PI;
    light += lit;
#endif
#ifdef MIRROR
    vec3 mirrored, passed;
    slab(clamp(-dot(towards, upright), 0.001, 1.0), BLOCK_WALL, mirrored, passed);
    uint lot = lattice_hash(ivec2(number), ENDLESS, 30u);
    vec2 own = vec2(lot & 255u, lot >> 8 & 255u), lean = LEAN * (own / 127.5 - 1.0);

    // The directions on the face along which its surface coordinates grow.
    vec4 step_ = vec4(dFdx(surface_place), dFdy(surface_place));
    vec3 right = normalize((dFdx(place) * step_.w - dFdy(place) * step_.y) * (step_.x * step_.w - step_.y * step_.z));
    vec3 up = cross(upright, right);
    vec2 wavy = vec2(noise(at / WAVE + own, ENDLESS, 31u), noise(at / WAVE + own, ENDLESS, 32u));
    vec2 bend = BULGE * at / HALF_BLOCK + WAVES * wavy;
    float far = distance(place, eye) / cell;
    vec3 start = place / cell - START * upright, seen = vec3(0.0);
    for (int i = 0; i < RAYS; ++i) {
        float turn = lobe.y + GOLDEN * float(i) + 6.2831853 * unit_float(lot);
        vec2 spread = bend + BLUR * sqrt((float(i) + lobe.x) / float(RAYS)) * vec2(cos(turn), sin(turn));
        vec3 way = normalize(towards - spread.x * right - spread.y * up);
        seen += min(radiance_along(start, way, clear_around(start), 1e6, far), limit) / float(RAYS);
    }
    seen *= mix(DARK, 1.0, smoothstep(0.0, EDGE, -off));
    vec3 back = place / cell + START * upright;
    vec3 away = reflect(towards, normalize(upright + lean.x * right + lean.y * up));
    vec3 found = radiance_along(back, away, clear_around(back), 1e6, far);
    shine = mirrors * glass * min(passed * passed * seen + mirrored * found, limit);
#endif
    radiance = vec4(min(light, limit) + shine, min(dot(light + shine, LUMINANCE), HALF_MAXIMUM));
#ifdef PASSES
    vec3 direct = (1.0 - glass) * reflectance * straight / PI * output_;
#ifdef SPOT_LAMPS
    direct += lit;
#endif
    radiance = of_pass(radiance, (1.0 - glass) * reflectance, light, direct);
#endif
    transmitted = vec4(0.0);
}
