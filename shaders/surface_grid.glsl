// The T-bar grid of a ceiling: its measures, and how its lines look from a low angle and from afar.
//
// Tegular tiles hang a little below the bars, so between two tiles there is a slot. Looking along it one sees its white
// bar; looking across it at a low angle, only the shaded edge of the tile beyond.

const float BAR = 0.0119;    // m: half of a 15/16 in T-bar
const float GAP = 0.0016;    // m: shade between bar and tile
const float DROP = 0.0048;   // m: how far a tile's face hangs below the bars (3/16 in, a shallow tegular edge)

const float SLOT = BAR + GAP;      // m: half the width between two tiles
const float BAR_TONE = 1.06;       // luminance of the slot seen straight on, bar and shade together, against a tile's
const float EDGE_TONE = 0.52;      // of the tile's edge: it faces the horizon and sees half as much of the lit room

// Integral of the slots along an axis with a repeat of 1, from 0 to p; `half_width` in repeats.
vec2 slots_until(vec2 p, vec2 half_width)
{
    vec2 whole = floor(p + 0.5);
    return 2.0 * whole * half_width + clamp(p - whole, -half_width, half_width);
}

// What to multiply a tile's reflectance with, of mean 1: `place` in repeats, its derivatives along the picture, and the
// metres of a repeat. Lines of any width are averaged over the pixel's extent along each axis (a box filter in closed
// form), however long the pixel is along the other.
float grid_tone(vec2 place, vec2 across, vec2 upwards, vec2 repeat)
{
    // Extents of the pixel on the ceiling, squared (m2). The shorter axis of its footprint is what it would be seen
    // straight on; how much longer it is along each axis of the grid gives the slope of the line of sight there.
    vec2 a = across * repeat, b = upwards * repeat;
    vec2 extent = a * a + b * b;
    float half_sum = 0.5 * (extent.x + extent.y);
    float twist = a.x * a.y + b.x * b.y;
    float least = half_sum - sqrt(max(half_sum * half_sum - extent.x * extent.y + twist * twist, 0.0));
    vec2 slope = sqrt(max(extent / max(least, 1e-12) - 1.0, 0.0));

    vec2 half_width = SLOT / repeat;
    vec2 reach = max(0.5 * sqrt(extent) / repeat, 1e-6);
    vec2 covered = (slots_until(place + reach, half_width) - slots_until(place - reach, half_width)) / (2.0 * reach);

    // The edge is always drawn here. Bar and shade are painted, and only put back where a mip level has averaged them.
    vec2 edge = min(DROP * slope / (2.0 * SLOT), 1.0);
    float averaged = smoothstep(BAR, 4.0 * BAR, sqrt(max(extent.x, extent.y)));
    vec2 contrast = edge * (EDGE_TONE - 1.0) + (1.0 - edge) * averaged * (BAR_TONE - 1.0);
    vec2 tone = (1.0 + covered * contrast) / (1.0 + 2.0 * half_width * contrast);
    return tone.x * tone.y;
}
