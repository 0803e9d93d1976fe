// Scattered light along one axis: two Gaussians at once, the wide one with coarse steps. Beyond the picture its edge repeats.

#include "camera.constants"

const float NEAR_SPREAD = 1.4, FAR_SPREAD = 8.0;  // standard deviations, in texels
const int STRIDE = 4;

vec2 weight(int i) {
    vec2 distance = vec2(i, STRIDE * i) / vec2(NEAR_SPREAD, FAR_SPREAD);
    return exp(-0.5 * distance * distance);
}
