#version 330 core

// The light of a field, from a picture with two rows for each of its lines, drawn with additive blending. With TAPS
// everything is where it was when the field was taken, and blurred along its way while the shutter was open by so many
// samples. With LAYERS the sum is of what layers over it change.

#ifndef TAPS
#define TAPS 0
#endif
#ifndef LAYERS
#define LAYERS 0
#endif

#if LAYERS > 0
#include "view_layer.glsl"
#endif

uniform sampler2D drawn;      // read linearly: between two rows lies their mean
uniform float weight;
#if LAYERS > 0
uniform float gain;           // how many times as bright the place is as it was drawn
#endif

in vec2 place;                // in the picture, 0 to 1
#if TAPS > 0 || LAYERS > 0
uniform sampler2D depth;
#endif
#if TAPS > 0
// Homogeneous place in the picture, half way through the exposure, of the point drawn here: at depth 0, and per depth.
// Interpolated, as matrices of uniforms take software longer than the samples.
in vec3 middle_near;
uniform vec3 middle_deeper;
#endif
#if TAPS > 1
in vec3 end_near;             // the same, at its end
uniform vec3 end_deeper;
#endif

layout(location = 0) out vec4 sum;

// The light at a place in the picture.
vec4 light_at(vec2 at) {
#if LAYERS > 0
    // Each texel by itself, as the filter weighs them: what lies between two depths is at neither.
    vec2 texel = at * vec2(textureSize(drawn, 0)) - 0.5, part = fract(texel);
    ivec2 low = ivec2(floor(texel)), most = textureSize(drawn, 0) - 1;
    vec4 change = vec4(0.0);
    for (int i = 0; i < 4; ++i) {
        ivec2 corner = ivec2(i & 1, i >> 1), here = clamp(low + corner, ivec2(0), most);
        vec2 share = mix(1.0 - part, part, vec2(corner));
        vec4 scene = gain * texelFetch(drawn, here, 0);
        change += share.x * share.y * (under_layers(scene, texelFetch(depth, here, 0).r) - scene);
    }
    return change;
#else
    return textureLod(drawn, at, 0.0);
#endif
}

void main() {
#if TAPS > 0
    float deep = textureLod(depth, place, 0.0).r;
    vec3 middle = middle_near + deep * middle_deeper;
#if LAYERS > 0
    look_up_layers(middle.z);
#endif

    // The point that is here half way was drawn as far to the other side as the one drawn here has gone: fast motion is
    // nearly straight.
    vec2 source = 2.0 * place - middle.xy / middle.z;
#if TAPS > 1
    vec3 end = end_near + deep * end_deeper;
    vec2 way = 2.0 * (end.xy / end.z - middle.xy / middle.z), along = source + (0.5 / float(TAPS) - 0.5) * way;
    vec4 light = vec4(0.0);
    for (int i = 0; i < TAPS; ++i)
        light += light_at(along + float(i) / float(TAPS) * way);
    sum = weight / float(TAPS) * light;
#else
    sum = weight * light_at(source);
#endif
#else
#if LAYERS > 0
    look_up_layers(1.0);
#endif
    sum = weight * light_at(place);
#endif
}
