// The limbs of a body: rods before a lamp. How much of it each covers, as a place sees it, is the product of two overlaps of
// intervals, along the rod and across it. Lengths in cells.

uniform vec4 limbs[2 * MOVER_BOXES];  // of each: the middle, and the radius; half the rod, and half its length
uniform int limb_count;

// The share of -width to width that lies between two values.
float overlap(float low, float high, float width) {
    return max(min(high, width) - max(low, -width), 0.0) / (2.0 * width);
}

// The share of a lamp that a limb covers. `towards`: unit, to its middle, so `far`; `lamp`: half its size.
float covers(int i, vec3 position, vec3 towards, float far, vec2 lamp) {
    vec3 from = limbs[2 * i].xyz - position, rod = limbs[2 * i + 1].xyz;
    float radius = limbs[2 * i].w, depth = dot(from, towards), slant = dot(rod, towards);
    vec3 side = cross(towards, rod), across = side / max(length(side), 1e-3), along = cross(across, towards);
    // The lamp's cone where the limb is, by the standard deviations of both.
    vec2 x = lamp.x * vec2(across.x, along.x), z = lamp.y * vec2(across.z, along.z);
    vec2 width = clamp(depth / far, 0.02, 1.0) * sqrt(x * x + z * z) + 1e-3;
    float beside = dot(from, across), middle = dot(from, along);
    float half_ = dot(rod, along) + radius * abs(slant) / limbs[2 * i + 1].w;
    float share = overlap(beside - radius, beside + radius, width.x) * overlap(middle - half_, middle + half_, width.y);
    return depth > 0.0 && depth < far ? share : 0.0;
}
