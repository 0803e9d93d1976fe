// Fragment half of the surfaces: `surface_texel()` is the reflectance here; for the diffuser it is the factor of
// the lamp's luminance (mean 1). One trilinear tap, one bilinear tap, one hash, no branch; with
// the switch MATERIAL only the part of it that this material needs. With RELIEF it leaves the relief's height behind.

#include "common_hash.glsl"
#include "surface_grid.glsl"
#include "surface.constants"

uniform sampler2DArray surface_layers;
uniform sampler2D surface_map;
uniform sampler2D floor_map;      // of the window: red, how trodden each cell is; green, how near to walls, where dirt stays
uniform float surface_footprint;  // pixels that a sample stands for: 1, or less where several samples make a pixel

in vec2 surface_repeat;
in vec2 surface_wander;
in vec2 surface_tread;
in vec2 surface_slope;
flat in ivec2 surface_number;
#ifdef MATERIAL
const int surface_material = MATERIAL;
#else
flat in int surface_material;
#endif

const uint SURFACE_STREAM = 0x5F4CEu;       // the hash's own stream
const int COUNTS_X = 1, COUNTS_Y = 2;       // whose repeats are told apart
const int FLIPS = 4;                        // repeats may lie mirrored
const int GRIDDED = 8;                      // repeats are tiles in a grid
const int TRODDEN = 16;                     // a floor that feet wear and walls keep dirty
const float RAGGED = 0.05;                  // of the map: how far the pile lets damp creep along its tufts
const float EDGE = 0.012, TIDE = 0.018;      // of the map: damp ends within this; what it carried dried so far behind its edge
const float WITHIN = 0.3;                   // of the mark that the edge has: what is left behind it
const float HALF_CELL = 0.0762;             // m
const vec3 AGED = vec3(1.0, 1.06, 1.22);    // darkened parts have also grown warmer

#ifdef RELIEF
float surface_height;    // m, out of the face
float surface_unbroken;  // 0 where one cut of a pattern ends and another begins, of another height
vec3 surface_read;       // where the pattern was read, repeats and layer
vec2 surface_across, surface_upwards;  // and its derivatives along the picture
vec3 surface_relative;   // and what was painted there
#endif

vec3 surface_texel()
{
    // Number this repeat of the pattern, and draw its lot.
    int layer = SURFACE_LAYOUTS[surface_material].z, flags = SURFACE_LAYOUTS[surface_material].w;
    vec4 tones = SURFACE_TONES[surface_material], chances = SURFACE_CHANCES[surface_material];
    vec2 whole = floor(surface_repeat);
    ivec2 counts = ivec2(flags & COUNTS_X, (flags & COUNTS_Y) >> 1);
    ivec2 number = surface_number + counts * ivec2(whole);
    uint lot = hash(SURFACE_STREAM, uint(number.x), uint(number.y));
    float chance = unit_float(lot);

    // It may lie mirrored, be shifted up or (carpet) bent so that its rows never line up, be another cut of the same stuff, be stained (+2) or slipped (+3).
    int flips = (flags & FLIPS) >> 2;
    vec2 way = vec2(1 - 2 * (ivec2(lot, lot >> 1) & flips));
    vec4 age = texture(surface_map, surface_wander) - 0.5;
    vec2 shift = chances.w * age.x * vec2(1.0, 0.7) + vec2(0.0, (chance - 0.5) * chances.x);
    vec2 place = (surface_repeat - whole) * way + shift;
    int cut = chance < chances.y ? 3 : chance < chances.z ? 2 : int(lot >> 2) & flips;

    // Gradients come from the unbroken coordinate, so that no seam shows where repeats are shuffled.
    vec2 across = dFdx(surface_repeat) * way * surface_footprint;
    vec2 upwards = dFdy(surface_repeat) * way * surface_footprint;
#ifdef RELIEF
    surface_read = vec3(place, float(layer + cut));
    surface_across = across;
    surface_upwards = upwards;
    vec4 painted = textureGrad(surface_layers, surface_read, across, upwards);
    vec3 relative = surface_relative = painted.rgb;
    surface_height = SURFACE_COATINGS[surface_material].w * painted.a;
    surface_unbroken = flips == 0 || fwidth(whole.x) + fwidth(whole.y) == 0.0 ? 1.0 : 0.0;
#else
    vec3 relative = textureGrad(surface_layers, vec3(place, float(layer + cut)), across, upwards).rgb;
#endif

    // On floors wear follows the ways that feet take and dirt the walls, both unevenly; damp leaves a tide line where it dried.
    if ((flags & TRODDEN) != 0) {
        age.y += RAGGED * (relative.g - 1.0);
        vec2 tread = texture(floor_map, surface_tread).rg * (1.0 + 2.0 * age.xz);
        float tide = WITHIN + (1.0 - WITHIN) * exp(-max(age.y, 0.0) / TIDE);
        float mark = clamp(0.5 + age.y / EDGE, 0.0, 1.0) * tide * clamp(1.0 + 1.5 * age.w, 0.0, 2.0);
        age.xyz = -vec3(tread.x, mark, tread.y);
    }

    // Tone: of this repeat as a whole, and of this spot of the world.
    float tone = 1.0 + tones.a * (float(lot & 255u) / 255.0 - 0.5);
    float aged = dot(age, SURFACE_AGEINGS[surface_material]);
    if ((flags & GRIDDED) != 0)
        tone *= grid_tone(surface_repeat, across, upwards, HALF_CELL * vec2(SURFACE_LAYOUTS[surface_material].xy), surface_slope);
    return relative * tones.rgb * (tone + aged * AGED);
}

#if defined(RELIEF) && defined(TILED)
// What the pattern has `inset` (cells, along the face) further in, over what it has here: a tile that lies at an outer edge
// has no joint there.
vec3 surface_inset(vec3 inset, vec3 normal) {
    bool wall = abs(normal.y) <= UPRIGHT;
    vec2 along = wall ? vec2(normal.z * inset.x - normal.x * inset.z, inset.y) : inset.xz;
    vec3 read = surface_read - vec3(2.0 * along / vec2(SURFACE_LAYOUTS[surface_material].xy), 0.0);
    vec4 painted = textureGrad(surface_layers, read, surface_across, surface_upwards);
    surface_height = SURFACE_COATINGS[surface_material].w * painted.a;
    return painted.rgb / max(surface_relative, 1e-3);
}
#endif
