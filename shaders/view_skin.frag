#version 330 core

// The corners of a body's skin, moved by its joints at one instant or two, and lit where they are at the first: lists, for
// `view_body.vert`. With SHADED the light is what they send towards the eye, else what they get. Space: window-local metres.

#include "bake_cube.glsl"
#include "common_skin.glsl"
#include "common_body_light.glsl"
#include "light.constants"
#ifdef SHADED
#include "thing.constants"
#include "view_body_shine.glsl"
#endif

uniform sampler2D positions;     // xyz: where the skin was made, m; w: the share of its surroundings that is open
uniform sampler2D normals;        // w: the share of the light of lamps above that its own relief leaves it, upright
uniform sampler2D open_sides;    // less the smooth surface's normal
uniform sampler2D joints;
uniform sampler2D weights;
uniform sampler2D surfels;       // near each on the skin
uniform sampler2D shares;        // how much each counts
uniform sampler2D first_lamps;   // lux: of each surfel, as a list; of lamps 0 to 3, as bright as the piece says, on what faces each
uniform sampler2D second_lamps;  // of lamps 4 to 7
uniform sampler2D air;           // light of its surroundings
uniform vec3 lamp_places[SHADOWED];  // their middles, m
uniform float lamp_output[SHADOWED];  // how bright they are, against what the piece says
uniform vec3 reflects;
uniform float ground;            // cells
uniform float footprint;         // cells
uniform float solid;
uniform float cell;              // m
uniform int instants;            // 1 or 2
#ifdef SHADED
uniform sampler2D reflectances;  // a: the finish
uniform vec3 eye;
#else
uniform vec3 lamp_colour;
#endif

layout(location = 0) out vec4 first_place;
layout(location = 1) out vec4 last_place;
layout(location = 2) out vec4 outward;
layout(location = 3) out vec4 light;  // lux; or cd/m2, were all lamps as bright as usual

const float PI = 3.14159265;
#ifdef SHADED
const float GLASS_SPREAD = 0.08;  // rad: between corners, a few pixels apart, glass shows nothing finer
const float LEAST = 0.2;          // cosine between a normal and the way to the eye
#endif

// The light of its surroundings on a part of a body, lux. `side`: unit length, where it is open; `openness`: by how much.
// `height`: above the floor, of which it shades as much as its `footprint`, a radius, covers.
vec3 light_around(sampler2D air, vec3 side, float openness, float height, float footprint, float solid, vec3 reflects) {
    float square = footprint * footprint, above = max(height, 0.0);
    float shaded = solid * max(side_weights(side.y).y, 0.0) * square / (square + above * above);
    vec3 around = max(from_sides(air, side) - shaded * of_side(air, 3), 0.0);
    // What it hides of that, it sends back at itself.
    return (openness + (1.0 - openness) * reflects) * around;
}

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    vec4 corner = texelFetch(positions, here, 0);
    vec4 relief = texelFetch(normals, here, 0);
    vec3 normal = relief.xyz;
    ivec4 moving = ivec4(texelFetch(joints, here, 0));
    vec4 weight = texelFetch(weights, here, 0);
    SkinMotion motion = skin_motion(moving, weight, 0);
    vec3 place = skin_moved(motion, corner.xyz), facing_out = normalize(skin_turned(motion, normal)), last = place;
    // Drivers that draw without a GPU pass a loop by, but no branch.
    for (int instant = 1; instant < instants; ++instant)
        last = skin_moved(skin_motion(moving, weight, instant), corner.xyz);
    first_place = vec4(place, 1.0);
    last_place = vec4(last, 1.0);
    outward = vec4(facing_out, 0.0);

    vec4 share = texelFetch(shares, here, 0), first = vec4(0.0), second = vec4(0.0);
    ivec4 near = ivec4(texelFetch(surfels, here, 0));
    for (int i = 0; i < 4; ++i) {
        ivec2 at = ivec2(near[i] % MOVER_WIDTH, near[i] / MOVER_WIDTH);
        first += share[i] * texelFetch(first_lamps, at, 0);
        second += share[i] * texelFetch(second_lamps, at, 0);
    }
    float direct = 0.0;
    for (int i = 0; i < SHADOWED; ++i)
        direct += lamp_output[i] * (i < 4 ? first[i & 3] : second[i & 3]) * facing(dot(normalize(lamp_places[i] - place), facing_out));
    // What lies or bows is lit from other sides of it.
    direct *= mix(1.0, relief.w, clamp(skin_turned(motion, vec3(0.0, 1.0, 0.0)).y, 0.0, 1.0));
    vec3 side = normalize(skin_turned(motion, normal + texelFetch(open_sides, here, 0).xyz));
    float height = place.y / cell - ground;
    vec3 irradiance = direct * lamp_colour + light_around(air, side, corner.w, height, footprint, solid, reflects);
#ifdef SHADED
    vec4 coat = texelFetch(reflectances, here, 0);
    // A corner behind the outline, of a triangle that shows, mirrors as one just before it.
    vec3 towards = normalize(place - eye), before = normalize(facing_out - max(dot(facing_out, towards) + LEAST, 0.0) * towards);
    vec4 shone = body_shine(int(coat.a), place / cell, before, towards, irradiance / PI, GLASS_SPREAD);
    light = vec4(shone.a * coat.rgb * irradiance / PI + shone.rgb, 1.0);
#else
    light = vec4(irradiance, 1.0);
#endif
}
