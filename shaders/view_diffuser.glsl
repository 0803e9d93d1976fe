// The face of a troffer: two tubes behind a prismatic lens, each as bright as it is now (liminal/light/flicker).

const float ACROSS = 4.0, ALONG = 8.0;    // cells: the tile a troffer fills, along x and z
const float SPREAD = 0.22;                // of the width: how far the lens blurs one tube into the other
const float CROSS = 0.025;                // share of a tube's light that the housing throws to the other half (by eye)
const vec3 EMBER = vec3(2.4, 0.75, 0.08); // colour of a glowing cathode, about 1,900 K, luminance 1
const float EMBER_SIZE = 0.055;           // of the length
const float EMBER_LUMINANCE = 0.09;       // of a healthy lamp's: a cathode is small and behind the lens

// Light of the diffuser at a place (window-local cells), in the unit of `tubes`.
// `tubes`: xy, luminance if both were as bright as the first, or the second; zw, the glow at the ends of each times the
// lamp's luminance.
vec3 diffuser_light(vec2 place, vec4 tubes, vec3 lamp_colour) {
    vec2 within = fract(place / vec2(ACROSS, ALONG));
    float second = smoothstep(0.5 - SPREAD, 0.5 + SPREAD, within.x);
    float from_end = min(within.y, 1.0 - within.y) / EMBER_SIZE;
    float ember = EMBER_LUMINANCE * mix(tubes.z, tubes.w, second) * exp(-from_end * from_end);
    return mix(tubes.x, tubes.y, mix(CROSS, 1.0 - CROSS, second)) * lamp_colour + ember * EMBER;
}
