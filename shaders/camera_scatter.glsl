// Scattered light along one axis: two Gaussians. Beyond the picture its edge repeats. A lamp may fill one texel, and be a
// thousand times as bright as all around: what is left out between steps would show as a lattice of lamps.

#include "camera.constants"

const float NEAR_SPREAD = 1.4, FAR_SPREAD = 8.0;  // standard deviations, in texels
const int NEAR_REACH = 4, FAR_REACH = 18;         // texels

float weight(int i, float spread) {
    float distance_ = float(i) / spread;
    return exp(-0.5 * distance_ * distance_);
}
