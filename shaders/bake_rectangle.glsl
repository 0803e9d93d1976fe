// Lambert's formula for the irradiance from a rectangle of even luminance (Lambert 1760, Photometria; as in Baum et al.
// 1989, eq. 4): half the luminance times the sum of its edges, along the normal of what receives it.

// One edge of the rectangle in Lambert's formula.
vec3 edge(vec3 a, vec3 b) {
    vec3 across = cross(a, b);
    float sine = max(length(across), 1e-7);
    return across / sine * atan(sine, dot(a, b));
}

// The edges of a rectangle, as far as they lie above the horizon of a surfel that leans, and the horizon between them.
vec3 edges_above(vec3 corners[4], vec3 normal) {
    vec3 sum = vec3(0.0), first = vec3(0.0), last = vec3(0.0);
    for (int i = 0; i < 4; ++i) {
        vec3 here = corners[i], there = corners[(i + 1) & 3];
        float height = dot(here, normal), height_there = dot(there, normal);
        vec3 met[2] = vec3[2](normalize(here), normalize(here + (there - here) * (height / (height - height_there))));
        for (int k = 0; k < 2; ++k) {
            if (k == 0 ? height <= 0.0 : (height > 0.0) == (height_there > 0.0))
                continue;
            if (last != vec3(0.0)) sum += edge(last, met[k]);
            else first = met[k];
            last = met[k];
        }
    }
    return last != vec3(0.0) ? sum + edge(last, first) : sum;
}
