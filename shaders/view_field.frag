#version 330 core

// A field's share of a picture with two lines for each of its own: blurred along the way that everything goes while the
// shutter is open, and summed by pairs of lines. Drawn with additive blending.

uniform sampler2D drawn;  // read linearly: between two lines lies their mean
#ifdef MOVING
uniform sampler2D depth;
uniform mat4 after_from_middle;  // clip space in the middle of the exposure to that at its end
uniform int taps;
#endif
uniform float weight;
uniform vec2 corner;  // pixel of the target at which the field begins
uniform vec2 size;    // of the field, pixels

layout(location = 0) out vec4 sum;

void main() {
    vec2 place = (gl_FragCoord.xy - corner) / size;
#ifdef MOVING
    // Where what is seen here will be when the shutter closes; it has come as far since it opened.
    vec4 middle = vec4(2.0 * vec3(place, textureLod(depth, place, 0.0).r) - 1.0, 1.0);
    vec4 after = after_from_middle * middle;
    vec2 way = after.xy / after.w - middle.xy;  // of half the exposure, 2 = across the picture: so of all of it, 1 = across
    vec4 seen = vec4(0.0);
    for (int i = 0; i < taps; ++i)
        seen += textureLod(drawn, place + way * ((float(i) + 0.5) / float(taps) - 0.5), 0.0);
    sum = weight / float(taps) * seen;
#else
    sum = weight * textureLod(drawn, place, 0.0);
#endif
}
