#version 330 core

// Light from a figure far off, in dark clothes, towards the camera: luminance in cd/m2, linear Rec. 709,
// multiplied by the share of the pixel that they cover.

in vec2 spot;            // m

uniform float build;     // against a height of 1.75 m
uniform vec4 stance;     // lean (m at the head), how far arms hang off, feet stand apart, head leans aside: -1 to 1
uniform vec3 from_above; // lux, on surfaces facing up
uniform vec3 around;     // lux, on upright surfaces

layout(location = 0) out vec4 radiance;

const float PI = 3.14159265;
const float CLOTH = 0.022;   // reflectance of a dark coat

// Distance to a rod from a to b that is ra thick at one end and rb at the other, m.
float rod(vec2 p, vec2 a, vec2 b, float ra, float rb) {
    vec2 along = b - a;
    float t = clamp(dot(p - a, along) / dot(along, along), 0.0, 1.0);
    return length(p - a - t * along) - mix(ra, rb, t);
}

// Distance to the outline of a person of 1.75 m whose feet are at the origin, m; negative inside.
float person(vec2 p) {
    p.x -= 0.06 * stance.x * p.y * p.y / 3.0;
    float off = 0.03 * stance.y, wide = 0.02 * stance.z;
    float d = rod(p, vec2(0.0, 1.08), vec2(0.0, 1.36), 0.150, 0.165);
    d = min(d, rod(p, vec2(-0.10, 1.40), vec2(0.10, 1.40), 0.075, 0.075));
    d = min(d, rod(p, vec2(0.0, 0.98), vec2(0.0, 1.08), 0.150, 0.150));
    d = min(d, rod(p, vec2(0.0, 1.42), vec2(0.0, 1.56), 0.055, 0.050));
    vec2 head = p - vec2(0.015 * stance.w, 1.635);
    d = min(d, (length(head / vec2(0.078, 0.112)) - 1.0) * 0.078);
    for (int side = -1; side <= 1; side += 2) {
        float s = float(side);
        d = min(d, rod(p, vec2(s * 0.185, 1.40), vec2(s * (0.225 + off), 1.10), 0.058, 0.046));
        d = min(d, rod(p, vec2(s * (0.225 + off), 1.10), vec2(s * (0.225 + off), 0.80), 0.046, 0.040));
        d = min(d, rod(p, vec2(s * 0.085, 0.96), vec2(s * (0.10 + wide), 0.50), 0.090, 0.065));
        d = min(d, rod(p, vec2(s * (0.10 + wide), 0.50), vec2(s * (0.11 + wide), 0.05), 0.065, 0.050));
    }
    return d;
}

void main() {
    vec2 p = spot / build;
    float d = person(p);
    float soft = max(length(vec2(dFdx(p.x), dFdy(p.y))), 1e-4);
    float covered = 1.0 - smoothstep(-soft, soft, d);
    if (covered <= 0.0)
        discard;

    // Round as a body is: the surface turns away near the outline, upwards on shoulders and head.
    float step_ = 0.01;
    vec2 outward = vec2(person(p + vec2(step_, 0.0)), person(p + vec2(0.0, step_))) - d;
    float turned = clamp(1.0 + d / 0.09, 0.0, 1.0);
    float up = clamp(outward.y / step_, 0.0, 1.0) * turned;
    vec3 light = mix(around * (1.0 - 0.45 * turned), from_above, up * up);
    radiance = vec4(CLOTH * light / PI * covered, covered);
}
