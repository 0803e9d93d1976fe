// The light of a lamp on a body.

const float HALF_LAMP = 0.2;  // cosine: a lamp sets behind a surface's horizon over twice this

// How much of a lamp's light, as it falls on what faces it, falls on a surface; `along`: cosine between the two.
float facing(float along) {
    float part = clamp(along + HALF_LAMP, 0.0, 2.0 * HALF_LAMP);
    return along > HALF_LAMP ? along : part * part / (4.0 * HALF_LAMP);
}
