// Fresnel's equations at the surface of water.

#include "light.constants"

// Share of unpolarised light that the surface reflects (Fresnel): `cosine` of its angle in the air.
float fresnel(float cosine) {
    float within = sqrt(1.0 - (1.0 - cosine * cosine) / (INDEX * INDEX));
    float parallel = (INDEX * cosine - within) / (INDEX * cosine + within);
    float across = (cosine - INDEX * within) / (cosine + INDEX * within);
    return 0.5 * (parallel * parallel + across * across);
}
