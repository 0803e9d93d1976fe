// Fine creases of fabric, as they turn its normal. Wants `thing_texel.glsl`.

// How high a fabric is crumpled, m, finer than its mesh. `at`: on the surface, m; `footprint`: of a pixel there, m.
float crumple(vec2 at, vec2 footprint) {
    vec2 bent = at + 0.012 * vec2(noise(at / 0.07, ENDLESS, 21u), noise(at / 0.07, ENDLESS, 22u));
    float broad = abs(noise(bent / vec2(0.055, 0.045), ENDLESS, 23u)), fine = abs(noise(bent / vec2(0.016, 0.022), ENDLESS, 24u));
    return -0.0015 * broad * resolved(0.035, footprint) - 0.0004 * fine * resolved(0.016, footprint);
}

// A normal, turned by that (M. Mikkelsen, "Bump mapping unparametrized surfaces on the GPU", 2010). `place`: m.
vec3 crumpled(vec3 normal, vec3 place, float height) {
    vec3 across = dFdx(place), up = dFdy(place), first = cross(up, normal), second = cross(normal, across);
    float area = dot(across, first);
    vec3 slope = sign(area) * (dFdx(height) * first + dFdy(height) * second);
    return normalize(max(abs(area), 1e-12) * normal - slope);
}
