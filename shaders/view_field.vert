#version 330 core

// The whole of a field, and where it lies in the picture that it is made of; with TAPS, where its points are there at
// other times, too.

#ifndef TAPS
#define TAPS 0
#endif

uniform vec2 scale, shift;    // from places in the field, 0 to 1, to those in the picture
out vec2 place;               // in the picture, 0 to 1
#if TAPS > 0
// From a place in the field and its depth, 0 to 1, to the homogeneous place in the picture, half way through the exposure.
uniform vec4 middle_rows[3];
out vec3 middle_near;         // of depth 0
#endif
#if TAPS > 1
uniform vec4 end_rows[3];     // the same, at its end
out vec3 end_near;
#endif

vec3 near(vec4 rows[3], vec2 place) {
    vec3 point = vec3(place, 1.0);
    return vec3(dot(rows[0].xyw, point), dot(rows[1].xyw, point), dot(rows[2].xyw, point));
}

void main() {
    vec2 corner = vec2(float((gl_VertexID & 1) << 1), float(gl_VertexID & 2));
    gl_Position = vec4(2.0 * corner - 1.0, 0.0, 1.0);
    place = corner * scale + shift;
#if TAPS > 0
    middle_near = near(middle_rows, corner);
#endif
#if TAPS > 1
    end_near = near(end_rows, corner);
#endif
}
