#version 330 core

// One bounce: the irradiance of each texel, or group of texels, from the radiosity of those that it sees.

#include "light.constants"

uniform usampler2DArray links;  // four a layer: numbers in the list
uniform sampler2D radiosity;    // lux, three colours or four lights: of each of the list; behind it, bake_kinds.frag
uniform int layers;
#ifdef WATER
uniform vec4 absorption;        // of water, 1/cell
#endif

#ifdef ONWARD
uniform sampler2D before;       // lux: irradiance of all earlier bounces
uniform sampler2D reflectance;

layout(location = 0) out vec4 onward;    // lux: radiosity for the next bounce
layout(location = 1) out vec4 received;  // lux: in all bounces so far
#else
layout(location = 0) out vec4 received;  // lux
#endif

vec4 sent(uint number) {
#ifdef WATER
    int i = int(number) & ((1 << LINK_BITS) - 1);
    vec4 arrives = exp(-absorption * (float(number >> LINK_BITS) / LINK_STEPS));
    return arrives * texelFetch(radiosity, ivec2(i % LIST_WIDTH, i / LIST_WIDTH), 0);
#else
    int i = int(number);
    return texelFetch(radiosity, ivec2(i % LIST_WIDTH, i / LIST_WIDTH), 0);
#endif
}

void main() {
    ivec2 place = ivec2(gl_FragCoord.xy);

    // Over cosine-distributed rays, irradiance is the plain mean of the radiosity they meet.
    vec4 sum = vec4(0.0);
    for (int layer = 0; layer < layers; ++layer) {
        uvec4 seen = texelFetch(links, ivec3(place, layer), 0);
        sum += sent(seen.x) + sent(seen.y) + sent(seen.z) + sent(seen.w);
    }
    sum /= float(4 * layers);
#ifdef ONWARD
    onward = sum * texelFetch(reflectance, place, 0);
    received = sum + texelFetch(before, place, 0);
#else
    received = sum;
#endif
}
