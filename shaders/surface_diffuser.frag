#version 330 core
// A prismatic acrylic lens, 3/16 in pyramids (pattern K12), and the tubes behind it: how bright each place is, mean 1.

#include "common_noise.glsl"
#include "surface_canvas.glsl"

uniform int tubes;

const float PRISM = 0.0047625;  // m: 3/16 in, 128 x 256 to a tile
const float RIM = 0.025;        // m: the frame covers this much of the tile
const float SPREAD = 0.040;     // m: half width of a tube's glow on the lens

void main()
{
    vec2 p = uv * repeat;
    vec2 edge = min(p, repeat - p);

    // Tubes lie along z; the white housing between and beside them is dimmer.
    float spacing = (repeat.x - 2.0 * RIM) / float(tubes);
    float across = mod(p.x - RIM, spacing) - 0.5 * spacing;
    float glow = 0.80 + 0.42 * exp(-pow(across / SPREAD, 2.0));
    glow *= mix(0.72, 1.0, smoothstep(RIM - 0.005, RIM + 0.075, edge.y));
    glow *= mix(0.84, 1.0, smoothstep(RIM - 0.005, RIM + 0.050, edge.x));

    // A pyramid's four faces look to the four sides: two catch a tube, two do not; its edges are dark lines.
    vec2 f = fract(p / PRISM) - 0.5;
    float face = abs(f.x) > abs(f.y) ? 1.05 : 0.95;
    float line = smoothstep(0.34, 0.5, max(abs(f.x), abs(f.y)));
    paint(vec3(glow * face * (1.0 - 0.16 * line)));
}
