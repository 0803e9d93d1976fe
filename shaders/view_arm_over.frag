#version 330 core

// Lays what is before the lens over a picture, blended "through".

uniform sampler2D light;                               // of all of the pupil: rgb: cd/m2; a: luminance
uniform sampler2D covered;                             // the share of the pupil that it covers
uniform vec2 scale;                                    // from places in the rectangle, 0 to 1, to texels
uniform float weight;                                  // that the picture's light counts

in vec2 uv;

layout(location = 0, index = 0) out vec4 radiance;     // rgb: light; a: luminance
layout(location = 0, index = 1) out vec4 transmitted;  // the share of both that passes it

void main() {
    ivec2 here = ivec2(uv * scale);
    radiance = weight * texelFetch(light, here, 0);
    transmitted = 1.0 - texelFetch(covered, here, 0);
}
