#version 330 core

// The links of each surfel: four cosine-distributed rays, and the surfels that they meet.
//
// The links are the transport of light itself: every bounce, and later every lamp, is passed on along the same links.

#include "common_ray.glsl"
#ifdef WATER
#include "bake_water.glsl"
#endif
#include "bake_surfel.glsl"
#include "common_page.glsl"

uniform isampler2D walled;   // per cell: its entry in `columns`
uniform isampler2D columns;  // packed atlas addresses of the wall columns towards +x, -x, +z, -z
uniform isampler2D places;   // per kept texel of the atlas: its number in the list (NUMBER_MASK), or -1
#ifdef BOXES
uniform isampler2D point_surfels;  // per point of the boxes' faces: the surfel that stands for it
#endif
uniform int density;         // texels along a cell's edge
uniform ivec2 plan_size;     // texels: the ceilings begin at this column of the atlas
uniform int outside;         // behind the list, from this number on, entries stand for surfaces that are not in it
uniform int first_ray;       // number of this pass's first ray within a surfel's own

layout(location = 0) out uvec4 links;  // with WATER, from LINK_BITS on: way in water, 1 / LINK_STEPS cells

const float PI = 3.14159265;
const float GOLDEN = 0.6180339887;  // its multiples lie evenly

// Direction `i` of a cosine-distributed set about `normal` (Malley's method).
vec3 cosine_direction(vec2 square, vec3 normal) {
    float radius = sqrt(square.x), turn = 2.0 * PI * square.y;
    vec3 side = abs(normal.y) > 0.5 ? vec3(1, 0, 0) : vec3(0, 1, 0);
    side = normalize(side - normal * dot(normal, side));
    vec3 other = cross(normal, side);
    return side * (radius * cos(turn)) + other * (radius * sin(turn)) + normal * sqrt(1.0 - square.x);
}

// The atlas texel that holds the light of a point on a face.
ivec2 atlas_place(Hit hit, vec3 place) {
    ivec2 low = hit.cell * density, high = low + density - 1;
    ivec2 level = clamp(ivec2(floor(place.xz * float(density))), low, high);
    if (hit.normal.y > 0.5) return level;
    if (hit.normal.y < -0.5) return level + ivec2(plan_size.x, 0);

    // A cell has its wall towards +x where it shows a face that looks towards -x.
    bool along_x = hit.normal.x != 0.0;
    int side = along_x ? (hit.normal.x < 0.0 ? 0 : 1) : (hit.normal.z < 0.0 ? 2 : 3);
    int entry = texelFetch(walled, hit.cell, 0).x;
    int address = texelFetch(columns, ivec2(entry % LIST_WIDTH, entry / LIST_WIDTH), 0)[side];
    float base = texelFetch(cells, hit.cell, 0).x;
    int u = along_x ? level.y - low.y : level.x - low.x;
    int v = max(int((place.y - base) * float(density)), 0);
    return ivec2((address & ((1 << COLUMN_BITS) - 1)) + u, (address >> COLUMN_BITS) + v);
}

// The number in the list of what stands for the place of a hit.
uint met(Hit hit, vec3 place) {
    int elsewhere = outside + (hit.normal.y == 0.0 ? 0 : hit.normal.y < 0.0 ? 1 : 2);
    if (hit.distance < 0.0)
        return uint(elsewhere);
#ifdef BOXES
    if (hit.point >= 0)
        return uint(texelFetch(point_surfels, ivec2(hit.point % LIST_WIDTH, hit.point / LIST_WIDTH), 0).x);
#endif
    int number = texelFetch(places, kept(atlas_place(hit, place)), 0).x;
    return uint(number < 0 ? elsewhere : number & NUMBER_MASK);
}

uint link(Surfel surfel, float clear, int ray) {
    int sample_ = surfel.phase + 16 * ray;
    vec3 direction = cosine_direction(spread_2(sample_), surfel.normal);
#ifdef WATER
    Bent bent = trace_bent(surfel.position, direction, clear, fract(float(sample_) * GOLDEN));
    return met(bent.hit, bent.place) | uint(clamp(bent.way * LINK_STEPS + 0.5, 0.0, 255.0)) << LINK_BITS;
#else
    Hit hit = trace(surfel.position, direction, 1e6, clear);
    return met(hit, surfel.position + direction * hit.distance);
#endif
}

void main() {
    Surfel surfel = surfel_at(ivec2(gl_FragCoord.xy));
    float clear = clear_around(surfel.position);
    for (int i = 0; i < 4; ++i)
        links[i] = link(surfel, clear, first_ray + i);
}
