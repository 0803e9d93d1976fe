#version 330 core
// The door of a troffer: white enamelled steel around the lens, an inch wide. A gap of shade parts it from the grid, a
// fold catches light at its outer edge, and it darkens where it turns up to the lens.

#include "common_noise.glsl"
#include "surface_canvas.glsl"

const float GAP = 0.0030;   // m
const float FOLD = 0.0050;  // m: from the edge of the tile
const float RIM = 0.0250;   // m: width of the door, as in liminal/piece/troffer.py

void main()
{
    vec2 p = uv * repeat;
    vec2 edge = min(p, repeat - p);
    float from_edge = min(edge.x, edge.y);

    // Corners are mitred: a hairline along the diagonal.
    float mitre = 0.22 * inside(abs(edge.x - edge.y) - 0.0006) * inside(from_edge - RIM);

    float gap = 0.78 * inside(from_edge - GAP);
    float fold = 0.05 * inside(abs(from_edge - FOLD) - 0.0012);
    float turn = 0.30 * smoothstep(RIM - 0.0050, RIM, from_edge) * inside(from_edge - RIM - 0.0010);
    float bumps = 0.006 * noise(uv * vec2(200.0, 400.0), ivec2(200, 400), 1u);
    paint(vec3((1.0 + bumps + fold) * (1.0 - gap) * (1.0 - turn) * (1.0 - mitre)));
}
