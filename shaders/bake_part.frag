#version 330 core

// Put the fixed light back (RESTORE), or add a dimmable lamp's part to it (with additive blending).

#ifdef RESTORE
uniform sampler2D fixed_light;
#else
uniform sampler2D parts;
#endif

flat in ivec2 kept_shift;
flat in float dimmer;

layout(location = 0) out vec4 light;  // rgb: lux; a: key of the surface, left alone by parts

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
#ifdef RESTORE
    light = texelFetch(fixed_light, here, 0);
#else
    light = vec4(dimmer * texelFetch(parts, here + kept_shift, 0).rgb, 0.0);
#endif
}
