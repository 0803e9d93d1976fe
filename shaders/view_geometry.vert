#version 330 core

// A corner of what a picture shows, for its geometry passes: of the place's own surfaces with CELLS, of a body with SKIN, of
// water with WATER, else of a thing. With FLOW also where it is in the frames before and after.
// Space: its own, metres; window-local metres once it is placed.

// Of several of these the first counts.
#ifdef SKIN
#undef WATER
#undef CELLS
#endif
#ifdef WATER
#undef CELLS
#endif

#include "Camera.block"
#include "geometry.constants"
#ifdef SKIN
#include "light.constants"

uniform sampler2D skin_places, skin_normals;  // lists: m
#else
in vec3 position;
#endif
#ifdef WATER
const vec3 normal = vec3(0.0, 1.0, 0.0);
#else
in vec2 surface;                       // m
#ifdef CELLS
in vec3 normal;
in int material, lamp;
uniform vec2 corner;                   // of the window in the world, m
#else
in int finish;
#ifndef SKIN
in vec3 normal;
uniform mat4 window_from_model;
#endif
#endif
#endif
#ifndef CELLS
uniform int number;                    // of what it is a corner of
#endif
#ifdef FLOW
uniform mat4 clip_before, clip_after;  // from this window, of the frames before and after
#ifdef SKIN
uniform sampler2D places_before, places_after;
#elif !defined(CELLS) && !defined(WATER)
uniform mat4 before_from_model, after_from_model;
#endif

out vec4 before, after;                // where it is in them, in clip space
#endif

out vec3 place;                        // m
out vec3 surface_normal;
out vec2 surface_place;                // m
flat out ivec2 known;                  // number of what it belongs to; of what it is made of

void main() {
#ifdef SKIN
    ivec2 here = ivec2(gl_VertexID % SKIN_WIDTH, gl_VertexID / SKIN_WIDTH);
    place = texelFetch(skin_places, here, 0).xyz;
    surface_normal = texelFetch(skin_normals, here, 0).xyz;
#elif defined(CELLS) || defined(WATER)
    place = position;
    surface_normal = normal;
#else
    place = (window_from_model * vec4(position, 1.0)).xyz;
    surface_normal = mat3(window_from_model) * normal;
#endif

#ifdef CELLS
    // Fixed in the world, along a wall to the right as seen from the front.
    bool wall = abs(normal.y) <= UPRIGHT;
    float along = abs(normal.x) > abs(normal.z) ? -sign(normal.x) * corner.y : sign(normal.z) * corner.x;
    surface_place = surface + (wall ? vec2(along, 0.0) : corner);
    int part = wall ? WALL_PART : normal.y > 0.0 ? FLOOR_PART : CEILING_PART;
    bool lit = material == LUMINOUS.x || material == LUMINOUS.y;
    known.x = lit ? FIRST_LAMP + lamp : material == SKIRTING_MATERIAL ? SKIRTING_PART
            : material == FIXED.x || material == FIXED.y || material == FIXED.z ? FIXTURE_PART : part;
    known.y = FIRST_MATERIAL + material;
#elif defined(WATER)
    surface_place = position.xz;
    known = ivec2(number, WATER_MATERIAL);
#else
    surface_place = surface;
    known = ivec2(number, FIRST_FINISH + finish);
#endif

    gl_Position = clip_from_window * vec4(place, 1.0);
#ifdef FLOW
#ifdef SKIN
    before = clip_before * vec4(texelFetch(places_before, here, 0).xyz, 1.0);
    after = clip_after * vec4(texelFetch(places_after, here, 0).xyz, 1.0);
#elif defined(CELLS) || defined(WATER)
    before = clip_before * vec4(place, 1.0);
    after = clip_after * vec4(place, 1.0);
#else
    before = clip_before * before_from_model * vec4(position, 1.0);
    after = clip_after * after_from_model * vec4(position, 1.0);
#endif
#endif
}
