// The lightmap atlas: who owns a texel.

// A number for the surface that a texel belongs to. Floors and ceilings lie over one another in the plan only where
// heights change, so their height tells them apart; runs of wall are kept apart by empty texels (key 0).
// `height`: cells. Eighths of a cell between -87 and 167 cells stay within the integers that half floats hold exactly.
const float WALL_KEY = 1.0;

float level_key(float height) {
    return clamp(floor(height * 8.0 + 0.5), -700.0, 1340.0) + 702.0;
}
