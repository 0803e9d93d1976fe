#version 330 core

// The light of surfaces near a body: less what `bake_limbs.frag` found that its limbs keep from them, and with what it throws
// at them. A square of the atlas is drawn; its data lie in pictures of all such squares.

#include "bake_cube.glsl"
#include "light.constants"

uniform sampler2D unshaded;     // rgb: lux; a: number of the surface
uniform sampler2D positions;
uniform sampler2D lamp_light;   // lux: of four lamps, as bright as the piece says; above these, of the next four
uniform float lamp_output[SHADOWED];  // how bright it is now, against that
uniform sampler2D first_kept;
uniform sampler2D second_kept;
uniform sampler2D hidden;
uniform sampler2D sent;         // light of lamps that the body throws to its sides, were these as bright as the piece says
uniform float brightness;       // of all these lamps together, against that
uniform sampler2D air;          // light of its surroundings, which it throws on by what it `reflects`
uniform vec3 reflects;
uniform vec3 lamp_colour;
uniform vec4 sphere;            // about the body: centre and radius

flat in ivec2 shift;

layout(location = 0) out vec4 shaded;

void main() {
    ivec2 there = ivec2(gl_FragCoord.xy) + shift;
    vec4 light = texelFetch(unshaded, there, 0);
    vec4 first = texelFetch(lamp_light, there, 0), second = texelFetch(lamp_light, there + ivec2(0, textureSize(positions, 0).y), 0);
    for (int i = 0; i < 4; ++i) {
        first[i] *= lamp_output[i];
        second[i] *= lamp_output[4 + i];
    }
    vec3 other = max(light.rgb - dot(first + second, vec4(1.0)) * lamp_colour, 0.0);
    float lost = dot(first, texelFetch(first_kept, there, 0)) + dot(second, texelFetch(second_kept, there, 0));

    vec3 way = normalize(texelFetch(positions, there, 0).xyz - sphere.xyz);
    vec3 thrown = brightness * from_sides(sent, way) + reflects * from_sides(air, way);
    vec3 change = texelFetch(hidden, there, 0).x * (thrown - other) - lost * lamp_colour;
    shaded = vec4(max(light.rgb + change, 0.0), light.a);
}
