#version 330 core

// Shape and identity of the surface that a pixel's middle shows; with FLOW where that is in the frames before and after.
// With BRIEF what says whether it hides something: depth and number.

in vec3 place;
in vec3 surface_normal;
in vec2 surface_place;
flat in ivec2 known;
#ifdef FLOW
in vec4 before, after;
#endif

// Where there is nothing, all stay 0.
#ifdef BRIEF
layout(location = 0) out vec2 hiding;    // x: depth along the camera's axis, m; y: number of what it belongs to
#else
layout(location = 0) out vec4 shape;     // xyz: unit normal; w: depth along the camera's axis, m
layout(location = 1) out vec4 spot;      // xyz: window-local m; w: number of what it belongs to
layout(location = 2) out vec4 surface;   // xy: m along the surface; z: number of what it is made of
#endif
#ifdef FLOW
layout(location = 3) out vec4 earlier;   // xy: place in the frame before, -1 to 1; z: depth there, m
layout(location = 4) out vec4 later;     // the same in the frame after
#endif

void main() {
#ifdef BRIEF
    hiding = vec2(1.0 / gl_FragCoord.w, float(known.x));
#else
    shape = vec4(normalize(surface_normal), 1.0 / gl_FragCoord.w);
    spot = vec4(place, float(known.x));
    surface = vec4(surface_place, float(known.y), 1.0);
#endif
#ifdef FLOW
    earlier = vec4(before.xy / before.w, before.w, 1.0);
    later = vec4(after.xy / after.w, after.w, 1.0);
#endif
}
