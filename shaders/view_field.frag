#version 330 core

// What a field gets of a picture with two rows for each of its lines, drawn with additive blending. With TAPS everything is
// where it was when the field was taken, and blurred along its way while the shutter was open by so many samples.

#ifndef TAPS
#define TAPS 0
#endif

uniform sampler2D drawn;      // read linearly: between two rows lies their mean
uniform vec2 scale, shift;    // from places in the field, 0 to 1, to those in the picture
uniform float weight;
uniform vec2 corner, size;    // of the field in the target, pixels
#if TAPS > 0
uniform sampler2D depth;
// Rows 0, 1 and 3 of matrices from clip space of the picture to that half way through the exposure, and at its end.
uniform vec4 middle_rows[3], end_rows[3];
#endif

layout(location = 0) out vec4 sum;

#if TAPS > 0
// Where a point is in the field.
vec2 seen(vec4 rows[3], vec4 point) {
    return 0.5 * vec2(dot(rows[0], point), dot(rows[1], point)) / dot(rows[2], point) + 0.5;
}
#endif

void main() {
    vec2 place = (gl_FragCoord.xy - corner) / size;
#if TAPS > 0
    // What is here half way was as far to the other side as what is drawn here has gone: what moves fast bends little.
    vec4 point = vec4(2.0 * vec3(place, textureLod(depth, place * scale + shift, 0.0).r) - 1.0, 1.0);
    vec2 middle = seen(middle_rows, point), way = 2.0 * (seen(end_rows, point) - middle);
    vec2 source = 2.0 * place - middle;
    vec4 light = vec4(0.0);
    for (int i = 0; i < TAPS; ++i) {
        vec2 along = source + way * ((float(i) + 0.5) / float(TAPS) - 0.5);
        light += textureLod(drawn, along * scale + shift, 0.0);
    }
    sum = weight / float(TAPS) * light;
#else
    sum = weight * textureLod(drawn, place * scale + shift, 0.0);
#endif
}
