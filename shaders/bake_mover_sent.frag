#version 330 core

// What a mover sends to its six sides, lm/m2: the mean over those of its surfels that face each.

#include "light.constants"

uniform sampler2D normals;
uniform sampler2D reflectances;
uniform sampler2D irradiance;
uniform int count;             // of surfels
uniform mat4 window_from_thing;

layout(location = 0) out vec4 sent;

const int ASKED = 128;         // of the surfels, at most

void main() {
    int side = int(gl_FragCoord.x);
    vec3 towards = vec3(0.0);
    towards[side / 2] = (side & 1) == 0 ? 1.0 : -1.0;
    vec4 sum = vec4(0.0);
    int asked = min(count, ASKED);
    for (int i = 0; i < asked; ++i) {
        int number = i * count / asked;
        ivec2 place = ivec2(number % MOVER_WIDTH, number / MOVER_WIDTH);
        float facing = max(dot(mat3(window_from_thing) * texelFetch(normals, place, 0).xyz, towards), 0.0);
        sum += facing * vec4(texelFetch(reflectances, place, 0).rgb * texelFetch(irradiance, place, 0).rgb, 1.0);
    }
    sent = vec4(sum.rgb / max(sum.a, 1e-6), 1.0);
}
