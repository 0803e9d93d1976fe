// Irradiance of six sides, +x, -x, +y, -y, +z, -z, in a texture of as many texels.

vec3 of_side(sampler2D sides, int side) {
    return texelFetch(sides, ivec2(side, 0), 0).rgb;
}

// How much each side of an axis, first the positive one, counts for a surface whose unit normal is so long along it.
vec2 side_weights(float along) {
    return (along * along + vec2(along, -along)) / 2.0;
}

// Irradiance of a surface with a unit normal, a polynomial of the second degree (R. Ramamoorthi, P. Hanrahan, "An Efficient
// Representation for Irradiance Environment Maps", 2001) that is right for the six sides.
vec3 from_sides(sampler2D sides, vec3 normal) {
    vec3 sum = vec3(0.0);
    for (int axis = 0; axis < 3; ++axis) {
        vec2 weights = side_weights(normal[axis]);
        sum += weights.x * of_side(sides, 2 * axis) + weights.y * of_side(sides, 2 * axis + 1);
    }
    return max(sum, 0.0);
}
