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

// The factor of a tile's reflectance, of mean 1: `place` in repeats, its derivatives along the picture, the metres
// of a repeat, and how far a line of sight goes along each axis for each metre that it rises. Lines of any width are
// averaged over the pixel's extent along each axis (a box filter in closed form), however long it is along the other.
float grid_tone(vec2 place, vec2 across, vec2 upwards, vec2 repeat, vec2 slope)
{
    vec2 half_width = SLOT / repeat, extent = max(abs(across) + abs(upwards), 1e-6);
    vec2 covered = (slots_until(place + 0.5 * extent, half_width) - slots_until(place - 0.5 * extent, half_width)) / extent;

    // The edge is always drawn here. Bar and shade are painted, and only put back where a mip level has averaged them.
    vec2 edge = min(DROP / (2.0 * SLOT) * abs(slope), 1.0);
    float averaged = smoothstep(BAR, 4.0 * BAR, max(extent.x * repeat.x, extent.y * repeat.y));
    vec2 contrast = edge * (EDGE_TONE - 1.0) + (1.0 - edge) * averaged * (BAR_TONE - 1.0);
    vec2 tone = 1.0 + (covered - 2.0 * half_width) * contrast;
    return tone.x * tone.y;
}
