// The lightmap atlas: who owns a texel, and how it is read without looking round corners.

// A number for the surface that a texel belongs to. Floors and ceilings lie over one another in the plan only where
// heights change, so their height tells them apart; runs of wall are kept apart by empty texels (key 0).
// `height`: cells. Eighths of a cell up to +-60 m keep within the integers that 16-bit floats hold exactly (2,048).
float light_key(int facing, float height) {
    return facing < 4 ? 1.0 : clamp(floor(height * 8.0 + 0.5), -700.0, 1340.0) + 702.0;
}
