// A slab of clear glass in air: how much of unpolarised light it mirrors and lets through, by Fresnel's equations at both
// faces and all paths within it together (M. Born and E. Wolf, "Principles of Optics", 7.6, without interference).

#include "pane.constants"

// Adds the half of one polarisation, of which each face reflects `face` and one way through leaves `left`.
void add_polarised(float face, vec3 left, inout vec3 mirrored, inout vec3 passed) {
    vec3 again = 1.0 / (1.0 - face * face * left * left);
    mirrored += 0.5 * (face + face * (1.0 - face) * (1.0 - face) * left * left * again);
    passed += 0.5 * (1.0 - face) * (1.0 - face) * left * again;
}

// Shares of light by channel. `cosine`: of its angle outside. `thickness`: m.
void slab(float cosine, float thickness, out vec3 mirrored, out vec3 passed) {
    float within = sqrt(1.0 - (1.0 - cosine * cosine) / (GLASS_INDEX * GLASS_INDEX));
    float across = (cosine - GLASS_INDEX * within) / (cosine + GLASS_INDEX * within);
    float parallel = (GLASS_INDEX * cosine - within) / (GLASS_INDEX * cosine + within);
    vec3 left = exp(-GLASS_ABSORPTION * (thickness / within));
    mirrored = passed = vec3(0.0);
    add_polarised(across * across, left, mirrored, passed);
    add_polarised(parallel * parallel, left, mirrored, passed);
}
