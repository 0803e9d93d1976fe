#version 330 core

// One bounce: what each texel receives of what the texels that it sees send out.

#include "light.constants"

uniform usampler2DArray links;     // four a layer
uniform sampler2D radiosity;       // lux, three colours or four lights: what each texel sends out, and in its last entries what other surfaces do

uniform int layers;

layout(location = 0) out vec4 irradiance;  // lux


vec4 sent(uint number) {
    int i = int(number);
    return texelFetch(radiosity, ivec2(i % LIST_WIDTH, i / LIST_WIDTH), 0);
}

void main() {
    // Over cosine-distributed rays, irradiance is the plain mean of the radiosity they meet.
    vec4 sum = vec4(0.0);
    for (int layer = 0; layer < layers; ++layer) {
        uvec4 seen = texelFetch(links, ivec3(gl_FragCoord.xy, layer), 0);
        sum += sent(seen.x) + sent(seen.y) + sent(seen.z) + sent(seen.w);
    }
    irradiance = sum / float(4 * layers);
}
