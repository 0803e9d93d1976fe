#version 330 core

// A mote of dust out of focus: a disc with a soft edge, drawn out to a streak.

uniform vec3 intensity;            // cd, of a lamp

flat in vec2 half_;
flat in float luminance;
in vec2 spot;

layout(location = 0) out vec4 light;

void main() {
    float square = dot(half_, half_);
    vec2 off = spot - (square > 0.0 ? clamp(dot(spot, half_) / square, -1.0, 1.0) : 0.0) * half_;
    float away = min(dot(off, off), 1.0);
    vec3 found = (1.0 - away * away) * luminance * intensity;
    light = vec4(found, dot(found, vec3(0.2126, 0.7152, 0.0722)));
}
