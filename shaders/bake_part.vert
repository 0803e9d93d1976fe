#version 330 core

// Tiles of the atlas that hold the light of dimmable lamps (liminal/light/part.py).

in vec2 corner;   // texels of the atlas
in ivec2 shift;   // from there to where the part is kept
in int part;

uniform vec2 atlas_size;
#ifndef RESTORE
uniform sampler2D dimmers;  // per part: 1 = the lamp's mean output; folded 1024 a row
#endif

flat out ivec2 kept_shift;
flat out float dimmer;

void main() {
    gl_Position = vec4(2.0 * corner / atlas_size - 1.0, 0.0, 1.0);
    kept_shift = shift;
#ifdef RESTORE
    dimmer = 1.0;
#else
    dimmer = texelFetch(dimmers, ivec2(part & 1023, part >> 10), 0).x;
#endif
}
