#version 330 core
// A 2 x 4 ft mineral fibre tile with its half of the T-bar grid around it: pin holes, worm-like fissures, tegular edge.
// It may be flipped along both axes: its border is alike on all sides.

#include "common_noise.glsl"
#include "surface_canvas.glsl"
#include "surface_grid.glsl"

uniform int variant;
uniform float density;  // of fissures; batches differ
uniform float stained;  // 1: a water stain
uniform float slipped;  // 1: a gap along one edge

const float BEVEL = 0.0060;  // m: width of the sloping edge

// Distance (m) to the nearest of many short worms, one in each of `cells` over the tile, `reach` m long at most: below
// the pitch of the cells, so that the nearest 2 x 2 hold all that can come here. Of them the `share` is there.
float worms(vec2 p, ivec2 cells, float reach, float girth, float share, uint stream)
{
    vec2 pitch = repeat / vec2(cells);
    ivec2 corner = ivec2(floor(p / pitch - 0.5));
    float nearest = 1.0;
    for (int i = 0; i < 4; ++i) {
        ivec2 cell = corner + ivec2(i & 1, i >> 1);
        uint h = lattice_hash(cell, cells, stream);
        vec4 lot = vec4(h & 255u, h >> 8 & 255u, h >> 16 & 255u, h >> 24) / 255.0;

        // It lies along the tile more than across, and is thickest in its middle.
        float lean = (lot.z - 0.5) * 2.0;
        vec2 along = normalize(vec2(1.4 * lean * lean * lean, 1.0));
        vec2 from = p - (vec2(cell) + 0.1 + 0.8 * lot.xy) * pitch;
        float half_length = 0.5 * reach * (0.25 + 0.75 * lot.w);
        float t = clamp(dot(from, along), -half_length, half_length);
        float taper = 1.0 - 0.75 * abs(t) / half_length;
        float gone = step(share, fract(lot.z * 7.0 + lot.y));
        nearest = min(nearest, length(from - t * along) - girth * taper * (0.5 + lot.y) + gone);
    }
    return nearest;
}

// Dark marks of the face, 0..1.
float holes(vec2 p)
{
    uint stream = 16u * uint(variant);

    // Fissures: worms of two sizes, bent and frayed.
    vec2 bend = vec2(noise(uv * vec2(66.0, 132.0), ivec2(66, 132), stream), noise(uv * vec2(70.0, 140.0), ivec2(70, 140), stream + 1u));
    vec2 fray = vec2(noise(uv * vec2(230.0, 460.0), ivec2(230, 460), stream + 2u), 0.0);
    vec2 bent = p + 0.0026 * bend + 0.0006 * fray;
    float fissure = inside(worms(bent, ivec2(36, 48), 0.024, 0.00125, 0.62 * density, stream + 3u));
    fissure = max(fissure, 0.85 * inside(worms(bent, ivec2(76, 118), 0.0095, 0.00075, 0.65 * density, stream + 4u)));

    // Pin holes, needled by the thousand.
    float pinhole = inside(worms(p, ivec2(110, 220), 0.0004, 0.00070, 0.55, stream + 5u));
    return max(fissure, 0.75 * pinhole);
}

void main()
{
    vec2 p = uv * repeat;
    vec2 edge = min(p, repeat - p);  // m from the middle of the bars
    float from_bar = min(edge.x, edge.y) - BAR;

    float grain = unit_float(lattice_hash(ivec2(uv * 1024.0), ivec2(1024), 8u)) - 0.5;
    float cloud = noise(uv * vec2(5.0, 10.0), ivec2(5, 10), 9u);
    float pierced = holes(p);
    vec3 face = vec3(1.08 + 0.045 * grain + 0.008 * cloud) * (1.0 - 0.43 * pierced);

    // Water came and dried twice: each time it left a pale brown pool with a dark rim.
    for (int i = 0; i < 2; ++i) {
        vec2 middle = vec2(0.25, 0.42) + float(i) * vec2(0.10, 0.17);
        float ragged = 0.022 * noise(p / 0.076, ivec2(8, 16), 20u + uint(i)) + 0.008 * noise(p / 0.019, ivec2(32, 64), 22u);
        float outside = length((p - middle) * vec2(1.0, 0.82)) - (0.17 - 0.055 * float(i)) + ragged;
        float pool = smoothstep(0.006, -0.012, outside);
        float rim = exp(-pow(max(outside, -outside * 0.30) / 0.006, 2.0));
        face *= 1.0 - stained * (pool * vec3(0.05, 0.09, 0.20) + rim * vec3(0.13, 0.22, 0.38));
    }

    // The edge slopes back to the bar and ends in a line of shade.
    face *= 1.0 - 0.16 * smoothstep(GAP + BEVEL, GAP, from_bar);
    face *= 1.0 - 0.62 * inside(from_bar - GAP);

    // One long edge has left its bar: the plenum shows, wider towards one end.
    float open = (0.002 + 0.015 * p.y / repeat.y) * step(p.x, 0.5 * repeat.x);
    face *= 1.0 - 0.93 * slipped * inside(edge.x - BAR - open) * step(BAR, edge.y) * step(p.x, 0.5 * repeat.x);

    // The bar: smooth paint, whiter than the tile; cross bars butt against the main ones with a hairline.
    float joint = 0.25 * inside(abs(edge.x - BAR) - 0.0005) * inside(edge.y - BAR);
    vec3 bar = vec3(1.085, 1.095, 1.13) * (1.0 - joint);

    // Holes look half a millimetre deep, and the face stands two before the bars.
    float slope = 2.0 * (1.0 - smoothstep(GAP, GAP + BEVEL, from_bar));
    float height = 0.04 * grain - 0.5 * pierced - slope - inside(from_bar - GAP);
    paint(mix(face, bar, inside(from_bar)), mix(height, -2.0, inside(from_bar)));
}
