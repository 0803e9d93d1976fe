#version 330 core

// The mean radiance at the points of a grid in the air, cd/m2 (liminal/light/light_volume.py): that of light which comes
// evenly from all sides and gives six sides of a probe as much as they have.

uniform sampler2D atlas;
uniform isampler2D sides;  // where the light of a point's six sides is kept; below 0: no point

layout(location = 0) out vec4 radiance;

const float PI = 3.14159265;

void main() {
    ivec2 point = ivec2(gl_FragCoord.xy);
    vec3 sum = vec3(0.0);
    int count = texelFetch(sides, ivec2(6 * point.x, point.y), 0).x < 0 ? 0 : 6;
    for (int side = 0; side < count; ++side) {
        ivec2 texel = texelFetch(sides, ivec2(6 * point.x + side, point.y), 0).xy;
        sum += texelFetch(atlas, texel, 0).rgb;
    }
    radiance = vec4(sum / (6.0 * PI), 1.0);
}
