#version 330 core

// The light of the air about a mover that is not of the lamps which it shadows: lux from six sides, +x, -x, +y, -y, +z, -z
// (liminal/light/mover_light.py), the mean of probes near it.

#include "light.constants"

uniform sampler2D atlas;
uniform ivec2 probe_texel[6 * PROBES];  // where the light of each probe's six surfels is kept: the lower texel of four
uniform float probe_weight[PROBES];
uniform float of_lamps[6];              // lux: of those lamps
uniform vec3 lamp_colour;

layout(location = 0) out vec4 air;

vec3 kept_light(ivec2 texel) {
    vec3 sum = vec3(0.0);
    for (int i = 0; i < 4; ++i)
        sum += texelFetch(atlas, texel + ivec2(i & 1, i >> 1), 0).rgb;
    return sum / 4.0;
}

void main() {
    int side = int(gl_FragCoord.x);
    vec3 all = vec3(0.0);
    for (int i = 0; i < PROBES; ++i)
        all += probe_weight[i] * kept_light(probe_texel[6 * i + side]);
    air = vec4(max(all - of_lamps[side] * lamp_colour, 0.0), 1.0);
}
