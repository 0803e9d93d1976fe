#version 330 core
// Strip flooring of oak: boards 2 in wide of uneven lengths, end to end, under worn varnish.

#include "common_noise.glsl"
#include "surface_canvas.glsl"

uniform int variant;

const int BOARDS = 24;         // across the repeat
const float GAP = 0.0005;      // m: half the width of a joint
const ivec2 ENDLESS = ivec2(4096);

void main()
{
    uint stream = 32u * uint(variant);
    vec2 p = uv * repeat;
    int board = int(uv.x * float(BOARDS));
    float width = repeat.x / float(BOARDS), across = fract(uv.x * float(BOARDS));

    // Two or three boards to a row, whose ends are staggered.
    uint row = lattice_hash(ivec2(board, 0), ivec2(BOARDS, 1), stream);
    float start = unit_float(row), first = 0.28 + 0.34 * unit_float(lowbias32(row));
    float along = fract(uv.y + start), length_ = along < first ? first : 1.0 - first;
    float within = along < first ? along : along - first;
    uint lot = lattice_hash(ivec2(board, along < first ? 1 : 2), ivec2(BOARDS, 4), stream + 1u);
    vec2 edge = vec2(min(across, 1.0 - across) * width, min(within, length_ - within) * repeat.y);

    // Grain runs along the board: broad figure that closes in arches, and fine pores.
    vec2 plank = vec2(across * width, within * repeat.y) + 3.0 * vec2(lot & 255u, (lot >> 8) & 255u);
    float wander = noise(plank * vec2(9.0, 1.6), ENDLESS, stream + 2u);
    float figure = sin(6.2832 * (26.0 * plank.x + 1.9 * wander + 0.7 * noise(plank * vec2(40.0, 3.0), ENDLESS, stream + 3u)));
    float pores = noise(plank * vec2(520.0, 16.0), ENDLESS, stream + 4u);
    float tone = 1.0 + 0.24 * (unit_float(lot) - 0.5) + 0.06 * figure + 0.06 * pores - 0.10 * smoothstep(0.55, 0.9, pores);
    float hue = unit_float(lowbias32(lot)) - 0.5;
    float joint = inside(min(edge.x, edge.y) - GAP);
    paint(max(tone * (1.0 + 0.07 * hue * vec3(1.0, 0.0, -1.4)) * (1.0 - 0.55 * joint), 0.08), -0.4 * joint);
}
