#version 330 core

// The air over a picture. With SHARED it is known at each pixel already (view_air_here.frag).

#ifdef SHARED
uniform sampler2D air;     // rgb: airlight, cd/m2; a: opacity
#else
#include "view_air_near.glsl"
#endif

uniform float limit;       // cd/m2

layout(location = 0, index = 0) out vec4 light;
layout(location = 0, index = 1) out vec4 kept;

void main() {
#ifdef SHARED
    vec4 here = texelFetch(air, ivec2(gl_FragCoord.xy), 0);
#else
    vec4 here = air_near();
#endif
    light = vec4(min(here.rgb, limit), dot(here.rgb, vec3(0.2126, 0.7152, 0.0722)));
    kept = vec4(1.0 - here.a);
}
