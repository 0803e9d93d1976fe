#version 330 core

// Smooth light along one axis of the atlas, never across an edge of its surface.
//
// A tent seven texels wide sees every texel of a 4 x 4 block of samples with equal weight, so the blocks' pattern vanishes;
// far away, where texels are coarse and the picture is small, a narrower one does.

#include "common_page.glsl"
#include "bake_home.glsl"

uniform sampler2D light;     // rgb: lux; a: number of the surface
uniform int above;           // the row of kept texels that the lowest of `light` is
uniform int drawn_above;     // and the one that the lowest drawn row is
uniform ivec2 axis;          // (1, 0) or (0, 1)

layout(location = 0) out vec4 smoothed;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy) + ivec2(0, drawn_above), down = ivec2(0, above);
    vec4 centre = texelFetch(light, here - down, 0);
    smoothed = vec4(0.0);
    if (centre.a == 0.0)
        return;

    // Taps may lie in the tile before or after this one, which is kept elsewhere.
    ivec4 home = home_of(here);
    ivec2 tile = ivec2(home.x & 0xffff, home.x >> 16), within = here & (TILE - 1);
    ivec2 place = tile * TILE + within, last = textureSize(pages, 0) * TILE - 1;
    ivec2 shift = texelFetch(pages, tile, 0).xy;
    ivec2 shift_before = texelFetch(pages, max(tile - axis, 0), 0).xy;
    ivec2 shift_after = texelFetch(pages, min(tile + axis, textureSize(pages, 0) - 1), 0).xy;
    int along = axis.x == 1 ? within.x : within.y;

    // Walk outwards both ways until the surface ends; surfaces lie at least two texels apart.
    int stride = 1 << (place_of(here, home) >> STRIDE_SHIFT);
    int radius = (stride < 4 ? 4 : 3) * stride;
    int step_ = min(stride, 2);
    // A straight line is fitted through the texels met (weighted least squares), so that light that falls off towards
    // the end of its surface, where there is only one side to average, is not smeared into the corner.
    vec3 sum = centre.rgb * float(radius), slope = vec3(0.0);
    vec3 moments = vec3(float(radius), 0.0, 0.0);
    for (int direction = -1; direction <= 1; direction += 2)
        for (int i = step_; i < radius; i += step_) {
            ivec2 there = place + axis * (direction * i);
            if (any(lessThan(there, ivec2(0))) || any(greaterThan(there, last)))
                break;
            int step_along = along + direction * i;
            ivec2 way = step_along < 0 ? shift_before : step_along < TILE ? shift : shift_after;
            vec4 tap = texelFetch(light, there + way - down, 0);
            if (tap.a != centre.a)
                break;
            float weight = float(radius - i), x = float(direction * i);
            sum += weight * tap.rgb;
            slope += weight * x * tap.rgb;
            moments += weight * vec3(1.0, x, x * x);
        }
    float spread = moments.x * moments.z - moments.y * moments.y;
    vec3 fitted = spread > 0.5 ? (sum * moments.z - slope * moments.y) / spread : centre.rgb;
    smoothed = vec4(max(fitted, 0.0), centre.a);
}
