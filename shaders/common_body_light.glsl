// The light of a body: of each lamp that it knows by itself, and of its surroundings. Lengths in cells.

const float HALF_LAMP = 0.2;  // cosine: a lamp sets behind a surface's horizon over twice this

// How much of a lamp's light, as it falls on what faces it, falls on a surface; `along`: cosine between the two.
float facing(float along) {
    float part = clamp(along + HALF_LAMP, 0.0, 2.0 * HALF_LAMP);
    return along > HALF_LAMP ? along : part * part / (4.0 * HALF_LAMP);
}

// The light of its surroundings on a part of a body, lux. `side`: unit length, where it is open; `openness`: by how much.
// `height`: above the floor, of which it shades as much as its `footprint`, a radius, covers.
vec3 light_around(sampler2D air, vec3 side, float openness, float height, float footprint, float solid, vec3 reflects) {
    float square = footprint * footprint, above = max(height, 0.0);
    float shaded = solid * max(side_weights(side.y).y, 0.0) * square / (square + above * above);
    vec3 around = max(from_sides(air, side) - shaded * of_side(air, 3), 0.0);
    // What it hides of that, it sends back at itself.
    return (openness + (1.0 - openness) * reflects) * around;
}
