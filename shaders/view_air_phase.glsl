// How haze, fog and steam scatter.

const float HAZE_G = 0.6;  // asymmetry of haze, which throws light forward

// Henyey and Greenstein's phase function (1941), 1/sr, for light that turns back but for an angle of this cosine.
float backward(float cosine) {
    float g = HAZE_G, square = 1.0 + g * g + 2.0 * g * cosine;
    return (1.0 - g * g) / (4.0 * 3.14159265) * inversesqrt(square) / square;
}
