#version 330 core

// Adds a picture of what is before the lens to those through other points of its pupil, with additive blending, and where
// there is anything in it.

uniform sampler2D drawn;                     // cd/m2
uniform sampler2D depth;                     // 1 where there is nothing
uniform float weight;
uniform vec2 planes;                         // m: the near and the far one

// The camera and the head behind it keep light from what faces the lens, as a disc of this radius does (m).
const float DISC = 0.16;
const float DARK = 0.97;                     // of what it takes from that light, the share that it does not send itself

layout(location = 0) out vec4 light;         // rgb: cd/m2; a: luminance
layout(location = 1) out vec4 covered;       // the share of the pupil that it covers

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    float deep = texelFetch(depth, here, 0).r, own = deep < 1.0 ? weight : 0.0;
    float away = planes.x * planes.y / mix(planes.y, planes.x, deep);
    // The form factor of a disc to what is before its middle and faces it.
    float left = 1.0 - DARK * DISC * DISC / (DISC * DISC + away * away);
    light = own * left * texelFetch(drawn, here, 0);
    covered = vec4(own);
}
