#version 330 core

// The light of a field, from a picture with two rows for each of its lines, drawn with additive blending. With TAPS
// everything is where it was when the field was taken, and blurred along its way while the shutter was open by so many
// samples.

#ifndef TAPS
#define TAPS 0
#endif

uniform sampler2D drawn;      // read linearly: between two rows lies their mean
uniform float weight;

in vec2 place;                // in the picture, 0 to 1
#if TAPS > 0
uniform sampler2D depth;
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

void main() {
#if TAPS > 0
    float deep = textureLod(depth, place, 0.0).r;
    vec3 middle = middle_near + deep * middle_deeper;

    // The point that is here half way was drawn as far to the other side as the one drawn here has gone: fast motion is
    // nearly straight.
    vec2 source = 2.0 * place - middle.xy / middle.z;
#if TAPS > 1
    vec3 end = end_near + deep * end_deeper;
    vec2 way = 2.0 * (end.xy / end.z - middle.xy / middle.z), along = source + (0.5 / float(TAPS) - 0.5) * way;
    vec4 light = vec4(0.0);
    for (int i = 0; i < TAPS; ++i)
        light += textureLod(drawn, along + float(i) / float(TAPS) * way, 0.0);
    sum = weight / float(TAPS) * light;
#else
    sum = weight * textureLod(drawn, source, 0.0);
#endif
#else
    sum = weight * textureLod(drawn, place, 0.0);
#endif
}
