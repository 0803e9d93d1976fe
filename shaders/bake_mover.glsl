// A mover: boxes that stand for it, in its own space, and the lamps whose shadows it throws. Lengths in cells.

#include "bake_mover_lamp.glsl"

uniform vec4 mover_boxes[3 * MOVER_BOXES];  // of each: its axes over half the size, and beside them where its centre lies
uniform int box_count;
uniform vec4 box_sphere;              // about all of them: centre and radius
uniform mat4 thing_from_window;

const int STRONGEST = 4;              // so many lamps, the first, are sampled finely
const float BEGIN = 1e-3;             // of a ray: a nearer face is the one that it leaves

vec3 in_thing(vec3 place) {
    return (thing_from_window * vec4(place, 1.0)).xyz;
}

// Whether a ray from a place to `place + along` enters any of the boxes; both in the thing's space.
bool meets_mover(vec3 place, vec3 along) {
    // Drivers that draw without a GPU pass a loop by, but no branch.
    vec3 from = place - box_sphere.xyz;
    float beside = dot(from, along), outside_ = dot(from, from) - box_sphere.w * box_sphere.w;
    bool passes = outside_ > 0.0 && (beside > 0.0 || beside * beside < outside_ * dot(along, along));
    bool met = false;
    for (int i = 0; i < (passes ? 0 : box_count); ++i) {
        vec4 x = mover_boxes[3 * i], y = mover_boxes[3 * i + 1], z = mover_boxes[3 * i + 2];
        vec3 start = vec3(dot(x.xyz, place) - x.w, dot(y.xyz, place) - y.w, dot(z.xyz, place) - z.w);
        vec3 way = vec3(dot(x.xyz, along), dot(y.xyz, along), dot(z.xyz, along));
        way = mix(way, vec3(1e-9), lessThan(abs(way), vec3(1e-9)));
        vec3 towards = sign(way), enter = (-towards - start) / way, leave = (towards - start) / way;
        float begin = max(max(enter.x, enter.y), enter.z);
        met = met || (begin > BEGIN && begin < min(min(leave.x, leave.y), min(leave.z, 1.0)));
    }
    return met;
}

// The share of a lamp's light that a mover keeps from a place, 0 to 1, by `side` squared rays.
float kept_from(Lamp lamp, vec3 position, vec3 normal, int side) {
    vec3 start = in_thing(position);
    vec2 sum = vec2(0.0);
    for (int i = 0; i < side * side; ++i) {
        vec2 at = (vec2(i % side, i / side) + 0.5) / float(side);
        vec2 point = mix(lamp.low, lamp.high, at);
        vec3 to_lamp = vec3(point.x, lamp.y, point.y) - position;
        sum += weight(to_lamp, normal) * vec2(meets_mover(start, mat3(thing_from_window) * to_lamp), 1.0);
    }
    return sum.y > 0.0 ? sum.x / sum.y : 0.0;
}
