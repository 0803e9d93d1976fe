#version 330 core

// The second pass of scattering, along the columns; ghosts, which are reflections of lamps in the lens; light on dirt.

#include "camera_scatter.glsl"

uniform sampler2D small;
uniform sampler2D near;
uniform sampler2D far;
uniform sampler2D dirt;
uniform float strength, dirtiness;

layout(location = 0) out vec4 flare;

// The picture of the field whose rows begin at `low`, inverted about its centre.
vec3 ghost(ivec2 here, int low, float size) {
    vec2 middle = vec2(FLARE_SIZE) / 2.0;
    vec2 place = middle - (vec2(here.x, here.y - low) + 0.5 - middle) / size;
    if (any(lessThan(place, vec2(0.5))) || any(greaterThan(place, vec2(FLARE_SIZE) - 0.5)))
        return vec3(0.0);
    return textureLod(small, (place + vec2(0.0, low)) / vec2(FLARE_SIZE.x, 2 * FLARE_SIZE.y), 0.0).rgb;
}

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    int low = here.y / FLARE_SIZE.y * FLARE_SIZE.y, high = low + FLARE_SIZE.y - 1;
    vec4 around = vec4(0.0), veil = vec4(0.0);
    for (int i = -NEAR_REACH; i <= NEAR_REACH; i++)
        around += weight(i, NEAR_SPREAD) * vec4(texelFetch(near, ivec2(here.x, clamp(here.y + i, low, high)), 0).rgb, 1.0);
    for (int i = -FAR_REACH; i <= FAR_REACH; i++)
        veil += weight(i, FAR_SPREAD) * vec4(texelFetch(far, ivec2(here.x, clamp(here.y + i, low, high)), 0).rgb, 1.0);
    around /= around.a;
    veil /= veil.a;
    vec3 light = 0.085 * around.rgb + 0.040 * veil.rgb;
    light += vec3(0.0008, 0.0013, 0.0010) * ghost(here, low, 0.55) + vec3(0.0010, 0.0006, 0.0012) * ghost(here, low, 1.2);
    float mask = texelFetch(dirt, ivec2(here.x, here.y - low), 0).r;
    flare = vec4(strength * light + 0.05 * dirtiness * mask * veil.rgb, 1.0);
}
