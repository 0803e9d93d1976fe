#version 330 core
// Wallpaper: one drop, 21 in wide. Five stripes of a satin band and a plain one; on the satin band stacked chevrons,
// on the plain one pin lines and a column of small darts. Printed a little darker and warmer than the ground.

#include "common_noise.glsl"
#include "surface_canvas.glsl"

uniform float print_strength;

const vec3 INK = vec3(0.130, 0.150, 0.205);  // reflectance that full ink takes away, of 1
const float STRIPE = 0.10668;                // m: a fifth of a drop
const float PITCH = 0.02667;                 // m: from chevron to chevron, a twentieth of the repeat
const float SEAM = 0.0165;                   // m: from the seam to the middle of a plain band, clear of its darts
const float HALF_BAND = 0.0255;              // m: half the width of the satin band

// A chevron's distance field: two arms that rise towards the middle, `reach` wide each side, `stroke` thick (metres).
float chevron(vec2 p, float reach, float stroke)
{
    float arm = abs(p.y + 0.62 * abs(p.x)) * 0.85 - 0.5 * stroke;
    return max(arm, abs(p.x) - reach);
}

float ink(vec2 p)
{
    // Fold into one stripe, its satin band around x = 0, and one step of the column.
    float x = mod(p.x - SEAM, STRIPE) - 0.5 * STRIPE;
    float y = mod(p.y, PITCH) - 0.5 * PITCH;
    float edge = abs(x) - HALF_BAND;

    // The satin band is a thin wash of ink; a strong and a weak line run along its edges.
    float amount = 0.30 * inside(edge);
    amount = max(amount, 0.95 * inside(abs(edge - 0.0012) - 0.0008));
    amount = max(amount, 0.45 * inside(abs(edge - 0.0046) - 0.0005));

    // Chevrons, a bold one and its thin echo.
    amount = max(amount, 1.0 * inside(chevron(vec2(x, y + 0.0055), 0.0165, 0.0044)));
    amount = max(amount, 0.70 * inside(chevron(vec2(x, y - 0.0035), 0.0165, 0.0014)));

    // The plain band: pin lines, and in its middle a dart on every second step.
    float plain = 0.5 * STRIPE - abs(x);
    amount = max(amount, 0.38 * inside(abs(abs(plain - 0.0105) - 0.0032) - 0.00045));
    float v = mod(p.y + 0.5 * PITCH, 2.0 * PITCH) - PITCH;
    float dart = max(abs(plain) * 2.3 + abs(v) - 0.0088, -(abs(plain) * 2.3 + abs(v) - 0.0042));
    return max(amount, 0.75 * inside(0.6 * dart));
}

void main()
{
    vec2 p = uv * repeat;

    // The ink creeps a little along the fibres, and does not cover evenly.
    vec2 creep = vec2(noise(uv * 190.0, ivec2(190), 1u), noise(uv * 170.0, ivec2(170), 2u));
    float cover = 0.90 + 0.10 * noise(uv * vec2(256.0, 64.0), ivec2(256, 64), 3u);
    float amount = ink(p + 0.00022 * creep) * cover * print_strength;

    // Woven emboss, 2.1 mm a thread, over and under in turn; and the speckle of the stock.
    vec2 thread = uv * 256.0;
    float weave = sin(6.2831853 * thread.x) * sin(6.2831853 * 0.5 * thread.y);
    float speckle = unit_float(lattice_hash(ivec2(uv * 512.0), ivec2(512), 4u)) - 0.5;
    float mottle = noise(uv * 11.0, ivec2(11), 5u) + 0.6 * noise(uv * 37.0, ivec2(37), 6u);
    float stock = 1.0 + 0.014 * weave + 0.030 * speckle + 0.006 * mottle;

    // The seam: a hairline gap, one edge curled up a little and catching light, the other in its shade.
    float side = uv.x < 0.5 ? p.x : p.x - repeat.x;  // m from the seam, signed
    float wander = 0.00025 * noise(uv * vec2(1.0, 40.0), ivec2(1, 40), 7u);
    float gap = 0.30 * inside(abs(side - wander) - 0.0004);
    float curl = 0.030 * exp(-abs(side) / 0.0030) * (side < 0.0 ? 1.0 : -1.0);

    // The emboss is 0.06 mm deep, the ink lies on it, and at the seam the paper parts and one edge stands up.
    float height = 0.03 * weave + 0.02 * amount - gap + 3.0 * max(curl, 0.0);
    paint((1.0 - INK * amount) * stock * (1.0 - gap) * (1.0 + curl), height);
}
