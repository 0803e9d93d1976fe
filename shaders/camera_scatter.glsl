// Light that is scattered, along one axis: two bells at once, the wide one with coarse steps. What lies beyond the picture is
// taken to be like its edge.

const int COLUMNS = 45, ROWS = 30;  // of the small picture of a field

const float NEAR_SPREAD = 1.4, FAR_SPREAD = 8.0;  // standard deviations, in texels
const int STRIDE = 4;

vec2 weight(int i) {
    vec2 distance = vec2(i, STRIDE * i) / vec2(NEAR_SPREAD, FAR_SPREAD);
    return exp(-0.5 * distance * distance);
}
