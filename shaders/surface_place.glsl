// Vertex half of the surfaces: where a vertex lies on its material's pattern. Call `place_surface` from main.
//
// Patterns are fixed in the world, yet no float here is larger than the window: the world's part of each offset is
// whole half-cells, reduced by the pattern's repeat with integers. All repeats are whole half-cells (3 in).

#include "Surface.block"

out vec2 surface_repeat;        // repeats of the pattern
out vec2 surface_wander;        // repeats of the ageing map
flat out ivec4 surface_number;  // number of the repeat at (0, 0), xy; layer, z; flips, variants and who counts, w
flat out vec4 surface_tone;     // rgb: reflectance of texel value 1; a: spread in tone
flat out vec4 surface_ageing;   // answer to each channel of the ageing map
flat out vec4 surface_chance;   // x: mismatch, in repeats; y: share slipped; z: share slipped or stained; w: warp, in repeats

const float HALF_CELL = 0.0762;  // m
const int WANDER_PERIOD = 512;   // half-cells

// `facing`: 0 +x, 1 -x, 2 +z, 3 -z, 4 down, 5 up. `surface`: metres; for walls (along, growing to the right as seen from
// the front; world y), else window (x, z).
void place_surface(int material, int facing, vec2 surface)
{
    // The window's corner, in half-cells, as the surface counts.
    ivec2 corner = 2 * surface_origin;
    if (facing < 4)
        corner = ivec2(facing == 0 ? -corner.y : facing == 1 ? corner.y : facing == 2 ? corner.x : -corner.x, 0);

    ivec4 layout_ = surface_layout[material];
    ivec2 period = layout_.xy;
    ivec2 number = corner / period;  // rounded either way: what is left over goes into the float
    surface_repeat = (surface / HALF_CELL + vec2(corner - number * period)) / vec2(period);
    surface_wander = (surface / HALF_CELL + vec2(corner & (WANDER_PERIOD - 1))) / float(WANDER_PERIOD);

    // Walls that look different ways differ; a drop of paper is the same from floor to ceiling.
    if (facing < 4)
        number.y = facing;
    surface_number = ivec4(number, layout_.zw);
    surface_tone = surface_tones[material];
    surface_ageing = surface_ageings[material];
    surface_chance = surface_chances[material];
}
