#version 330 core

// The light of surfaces near a mover: less what it keeps from them, and with what it throws at them. A square of the atlas
// is drawn; its data lie in pictures of all such squares.

#include "bake_mover.glsl"
#include "bake_cube.glsl"

uniform sampler2D unshaded;     // rgb: lux; a: number of the surface
uniform sampler2D positions;    // xyz; w: whether anything is known there
uniform sampler2D normals;
uniform sampler2D lamp_light;   // lux: of four lamps, as bright as the piece says; above these, of the next four
uniform float lamp_output[SHADOWED];  // how bright it is now, against that
uniform sampler2D sent;         // light that the mover throws to its sides
uniform vec3 lamp_colour;
uniform vec4 sphere;            // about the mover: centre and radius
uniform vec3 outline;           // along each axis of its own, the share of the sphere's disc that it covers
uniform float texel;            // the distance of two texels
uniform float reach;            // from the mover's centre: up to here it counts

flat in ivec2 shift;

layout(location = 0) out vec4 shaded;

const int SIDE = 4;             // rays to a lamp, along each of its sides
const int RAYS = 24;            // at the sphere, from each texel
const float NEARBY = 1.2;       // radii: nearer than this, rays go all around
const vec2 FAR = vec2(2.0, 2.5);  // radii: from the second on, its outline is enough
const float FADES = 0.7;        // of `reach`: from here on it counts less
const float SUNK = 0.04;        // cells (6 mm) behind a surface, where rays begin: what stands on it has a face there
const int AROUND = 8;           // places around one that is covered
const float PI = 3.14159265;
const float GOLDEN = 2.39996323;  // rad: spreads points evenly over a disc

// The share of the light from all around, by the cosine, that the mover hides, by rays.
float hidden(vec3 position, vec3 normal, vec3 towards, float distance_, int rays) {
    bool all_around = distance_ < NEARBY * sphere.w;
    vec3 axis = all_around ? normal : towards;
    vec3 first = normalize(cross(abs(axis.x) < 0.7 ? vec3(1.0, 0.0, 0.0) : vec3(0.0, 1.0, 0.0), axis));
    vec3 second = cross(axis, first);
    float least = all_around ? 0.0 : sqrt(max(1.0 - sphere.w * sphere.w / (distance_ * distance_), 0.0));
    vec3 start = in_thing(position - SUNK * normal);
    float sum = 0.0;
    for (int i = 0; i < rays; ++i) {
        float share = (float(i) + 0.5) / float(RAYS), turn = GOLDEN * float(i);
        float up = all_around ? sqrt(1.0 - share) : 1.0 - share * (1.0 - least);
        vec3 way = up * axis + sqrt(max(1.0 - up * up, 0.0)) * (cos(turn) * first + sin(turn) * second);
        float weight_ = all_around ? 1.0 : 2.0 * (1.0 - least) * max(dot(way, normal), 0.0);
        if (meets_mover(start, mat3(thing_from_window) * way * (distance_ + sphere.w)))
            sum += weight_;
    }
    return sum / float(RAYS);
}

// The same from far off, where it is an outline before a disc.
float hidden_afar(vec3 normal, vec3 towards, float distance_) {
    vec3 own = mat3(thing_from_window) * towards;
    float sine = sphere.w / distance_;
    return dot(own * own, outline) * sine * sine * max(dot(towards, normal), 0.0);
}

// Whether the mover lies right before a place.
bool covered(vec3 position, vec3 normal) {
    return meets_mover(in_thing(position - SUNK * normal), mat3(thing_from_window) * normal * COVERED_GAP);
}

// Whether a covered place lies at the outline of those that are: its darkness would show beside the mover.
bool at_outline(vec3 position, vec3 normal, int places) {
    vec3 first = normalize(cross(abs(normal.x) < 0.7 ? vec3(1.0, 0.0, 0.0) : vec3(0.0, 1.0, 0.0), normal));
    vec3 second = cross(normal, first);
    bool found = false;
    for (int i = 0; i < places; ++i) {
        float turn = float(i) * 2.0 * PI / float(AROUND);
        found = found || !covered(position + COVERED_RING * texel * (cos(turn) * first + sin(turn) * second), normal);
    }
    return found;
}

void main() {
    ivec2 there = ivec2(gl_FragCoord.xy) + shift;
    vec4 light = texelFetch(unshaded, there, 0);
    vec4 place = texelFetch(positions, there, 0);
    vec3 position = place.xyz, normal = texelFetch(normals, there, 0).xyz;
    vec3 away = position - sphere.xyz;
    float counts = place.w * (1.0 - smoothstep(FADES * reach, reach, length(away)));

    float lost = 0.0, lamps = 0.0;
    int above = textureSize(positions, 0).y;
    for (int i = 0; i < SHADOWED; ++i) {
        float own = lamp_output[i] * texelFetch(lamp_light, there + ivec2(0, i / 4 * above), 0)[i % 4];
        lamps += own;

        // Only what lies in the cone of rays to the lamp can hide it.
        Lamp lamp = lamp_above(lamp_at(i), position, normal);
        vec3 to_lamp = vec3(lamp.low + lamp.high, 2.0 * lamp.y).xzy / 2.0 - position;
        float along = clamp(dot(-away, to_lamp) / dot(to_lamp, to_lamp), 0.0, 1.0);
        float radius = sphere.w + along * length(lamp.high - lamp.low) / 2.0;
        vec3 beside = -away - along * to_lamp;
        bool near = counts > 0.0 && own > 0.0 && dot(beside, beside) < radius * radius && shines_on(lamp, position);
        lost += own * kept_from(lamp, position - SUNK * normal, normal, near ? i < STRONGEST ? SIDE : 2 : 0);
    }

    // What it hides of all other light, and sends itself.
    float distance_ = max(length(away), 1e-6), afar = smoothstep(FAR.x, FAR.y, distance_ / sphere.w);
    vec3 towards = -away / distance_;
    bool before = dot(-away, normal) > -sphere.w;
    float share = hidden(position, normal, towards, distance_, counts > 0.0 && before && afar < 1.0 ? RAYS : 0);
    share = mix(share, hidden_afar(normal, towards, distance_), afar);
    vec3 other = max(light.rgb - lamps * lamp_colour, 0.0);
    vec3 change = share * (from_sides(sent, -towards) - other) - lost * lamp_colour;
    bool beneath = counts > 0.0 && distance_ < 1.1 * sphere.w && covered(position, normal);
    bool unknown = at_outline(position, normal, beneath ? AROUND : 0);
    shaded = vec4(max(light.rgb + counts * change, 0.0), unknown ? 0.0 : light.a);
}
