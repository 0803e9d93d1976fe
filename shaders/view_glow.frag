#version 330 core

// Blur along one axis with a Gaussian, out to three times its radius.

uniform sampler2D picture;
uniform vec2 step_uv;   // one tap, as a part of the picture
uniform float radius;   // standard deviation, in taps
uniform float gain;

in vec2 uv;
layout(location = 0) out vec4 blurred;

void main() {
    int last = int(ceil(3.0 * radius));
    vec4 sum = vec4(0.0);
    float total = 0.0;
    for (int i = -last; i <= last; ++i) {
        float weight = exp(-0.5 * float(i * i) / (radius * radius));
        sum += weight * textureLod(picture, uv + float(i) * step_uv, 0.0);
        total += weight;
    }
    blurred = gain * sum / total;
}
