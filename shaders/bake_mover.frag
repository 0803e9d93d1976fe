#version 330 core

// The light on the surfels of a mover where it is now: lux.

#include "bake_mover.glsl"
#include "bake_cube.glsl"

uniform sampler2D surfels;         // xyz: position in its own space; w: share of its surroundings that it leaves open
uniform sampler2D normals;
uniform sampler2D open_sides;      // the mean direction of the open part
uniform mat4 window_from_thing;
uniform sampler2D air;             // light of its surroundings
uniform float lamp_seen[SHADOWED];    // the share of each lamp that the place lets through to it
uniform vec3 lamp_colour;
uniform vec3 reflects;             // its mean reflectance
uniform float ground;              // y of the floor under it
uniform float footprint;           // radius of what it covers of the floor
uniform float solid;               // the share of the box about it that it fills, as seen from its sides

layout(location = 0) out vec4 irradiance;

const int SIDE = 3;                // rays to a lamp, along each of its sides

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    vec4 surfel = texelFetch(surfels, here, 0);
    vec3 normal = normalize(mat3(window_from_thing) * texelFetch(normals, here, 0).xyz);
    vec3 position = (window_from_thing * vec4(surfel.xyz, 1.0)).xyz + RAY_START * normal;

    float direct = 0.0;
    for (int i = 0; i < SHADOWED; ++i) {
        Lamp lamp = lamp_above(lamp_at(i), position, normal);
        if (!shines_on(lamp, position))
            continue;
        float light = lamp_seen[i] * unshadowed(lamp, position, normal);
        direct += light * (1.0 - kept_from(lamp, position, normal, light > 0.0 && surfel.w < 1.0 ? i < STRONGEST ? SIDE : 2 : 0));
    }

    // Around it, less what it shades of the floor under it.
    vec3 side = normalize(mat3(window_from_thing) * texelFetch(open_sides, here, 0).xyz);
    float height = max(position.y - ground, 0.0), square = footprint * footprint;
    float shaded = solid * max(side_weights(side.y).y, 0.0) * square / (square + height * height);
    vec3 around = max(from_sides(air, side) - shaded * of_side(air, 3), 0.0);

    // What it hides of that, it sends back at itself.
    vec3 own = direct * lamp_colour + surfel.w * around;
    irradiance = vec4(own + (1.0 - surfel.w) * reflects * around, 1.0);
}
