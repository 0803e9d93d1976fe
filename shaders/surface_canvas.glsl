// The canvas of every painter of a surface: one texture, painted once, that repeats every `repeat` metres.
//
// Painters give relative reflectance: about 1, the exact mean is measured afterwards. It is kept linear, in half floats:
// 8 bits would show steps of hue on paper this plain, and their mip levels drift (2 % over seven levels on llvmpipe).

uniform vec2 repeat;  // m
uniform float texel;  // m, the coarser of the two sides of a texel

in vec2 uv;
out vec4 stored;

// `height`: relief, in millimetres out of the surface. A material's description (liminal/world/material.py) says whether
// light shades it (surface_relief.glsl); of others the painters have put the shade into the colour. All of it leaves the
// program as a normal map (liminal/export/swatch.py).
void paint(vec3 relative, float height) { stored = vec4(relative, height); }

void paint(vec3 relative) { paint(relative, 0.0); }

// Coverage of an edge at distance 0, inside where negative, one texel soft (metres).
float inside(float distance) { return clamp(0.5 - distance / texel, 0.0, 1.0); }
