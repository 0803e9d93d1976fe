// Vertex half of the surfaces: where a vertex lies on its material's pattern. Call `place_surface` from main. With the
// switch MATERIAL all vertices are of that one.
//
// Patterns are fixed in the world, yet no float here is larger than the window: the world's part of each offset is
// whole half-cells, reduced by the pattern's repeat with integers. All repeats are whole half-cells (3 in).

#include "Surface.block"
#include "surface.constants"

out vec2 surface_repeat;        // repeats of the pattern
out vec2 surface_wander;        // repeats of the ageing map
out vec2 surface_tread;         // place on the map of the floor's wear, 0..1; its corner for surfaces that are no floor
out vec2 surface_slope;         // of the line of sight to a ceiling: metres along x and z for each that it rises
flat out ivec2 surface_number;  // number of the repeat at (0, 0)
#ifndef MATERIAL
flat out int surface_material;
#endif

uniform sampler2D floor_map;    // of the window, a texel a cell; untouched at its border

const float HALF_CELL = 0.0762;  // m
const int WANDER_PERIOD = 512;   // half-cells

// `slope`: see above. `surface`: metres; for walls (along, growing to the right as seen from the front; world y), else
// window (x, z).
void place_surface(int material, vec3 normal, vec2 surface, vec2 slope)
{
    bool wall = abs(normal.y) <= UPRIGHT, along_x = abs(normal.x) > abs(normal.z);

    // The window's corner, in half-cells, as the surface counts.
    ivec2 corner = 2 * surface_origin;
    if (wall)
        corner = ivec2(along_x ? (normal.x > 0.0 ? -corner.y : corner.y) : (normal.z > 0.0 ? corner.x : -corner.x), 0);
#ifdef MATERIAL
    material = MATERIAL;
#else
    surface_material = material;
#endif

    ivec2 period = SURFACE_LAYOUTS[material].xy;
    ivec2 number = corner / period;  // rounded either way: the remainder goes into the float
    surface_repeat = (surface / HALF_CELL + vec2(corner - number * period)) / vec2(period);
    surface_wander = (surface / HALF_CELL + vec2(corner & (WANDER_PERIOD - 1))) / float(WANDER_PERIOD);

    surface_slope = slope;
    surface_tread = !wall && normal.y > UPRIGHT ? surface / (2.0 * HALF_CELL) / vec2(textureSize(floor_map, 0)) : vec2(0.0);

    // Walls that look different ways differ; a drop of paper is the same from floor to ceiling.
    if (wall)
        number.y = along_x ? (normal.x > 0.0 ? 0 : 1) : (normal.z > 0.0 ? 2 : 3);
    surface_number = number;
}
