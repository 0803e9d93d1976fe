// Relief: how surfaces slope that painters have raised, and what light makes of it.
//
// Wants `surface_texel()` to have been called. Of the samples of a still some show it, by so much more: nothing is
// noisy, and the others take no time.

#include "light.constants"
#ifdef TILED
#include "surface_edge.glsl"
#endif

uniform float relief;              // weight of this sample: how much more than its share it shows; 0 where it shows none

uniform sampler2D light_vectors;   // lux x share known; that share: levels stand one above the other (liminal/light/light_vector.py)
uniform vec3 light_vector_corner;  // cells: of its first point
uniform vec3 light_vector_count;   // of its points along x, y, z

const float COARSEST = 0.06;   // cells, 9 mm: pixels that show more than this have no relief
const float SPARKS = 0.025;    // cells, 4 mm: and from here on it no longer turns what is mirrored, which single rays find
const float AHEAD = 6.0;       // cells before a face at which the light that falls on it is read
const float LEAN = 2.0;        // tangent of the angle between the normal and the light, at most: no lower, it would be dark
const vec2 SHADE = vec2(0.1, 2.0);  // of the light on a level face: least and most on one that slopes

// The light vector at a place (cells), lux.
vec3 light_vector_at(vec3 at) {
    vec3 point = clamp((at - light_vector_corner) / float(LIGHT_VECTOR_PITCH), vec3(0.0), light_vector_count - 1.0);
    float level = min(floor(point.y), light_vector_count.y - 2.0);
    vec2 size = light_vector_count.xz * vec2(1.0, light_vector_count.y);
    vec2 low = point.xz + vec2(0.5, 0.5 + level * light_vector_count.z);
    vec4 below = textureLod(light_vectors, low / size, 0.0);
    vec4 above = textureLod(light_vectors, (low + vec2(0.0, light_vector_count.z)) / size, 0.0);
    vec4 found = mix(below, above, point.y - level);
    return found.rgb / max(found.a, 1e-3);
}

// How far light leans from the normal, along the face: the tangent of the angle for light from one side alone. `lux`: what
// is kept for the face, from everywhere. A lamp that would give more than that is hidden from it by something.
vec3 light_lean(vec3 from, vec3 normal, float lux) {
    vec3 vector = light_vector_at(from + AHEAD * normal);
    float straight = dot(vector, normal), most = max(max(straight, lux), 1e-3);
    vec3 lean = (vector - straight * normal) * (step(0.0, straight) * lux / (most * most));
    return lean * min(1.0, LEAN / max(length(lean), 1e-3));
}

// The slope of the relief here, along the face, m/m: M. Mikkelsen, 2010, "Bump Mapping Unparametrized Surfaces on the GPU".
// Mip levels hold mean heights, so that what a pixel no longer shows slopes no more.
vec3 painted_slope(vec3 place, vec3 normal) {
    vec3 right = dFdx(place), up = dFdy(place);
    vec3 across = cross(up, normal), along = cross(normal, right);
    float turned = dot(right, across);
    vec3 slope = (dFdx(surface_height) * across + dFdy(surface_height) * along) * sign(turned) / max(abs(turned), 1e-12);
    return slope * surface_unbroken;
}

// What relief makes of the light that a face throws back, a factor; and its slope there, along the face. Over a relief the
// mean of that is 0, and so the mean of the factor 1. `slope`: as what is mirrored sees it. `from`: the place, cells.
// `lux`: see `light_lean`.
vec3 relief_tone(vec3 place, vec3 from, vec3 normal, float lux, out vec3 slope) {
    vec3 extent = fwidth(from), tone = vec3(1.0);
    float wide = max(max(extent.x, extent.y), extent.z), resolved = 1.0 - smoothstep(0.5 * COARSEST, COARSEST, wide);
    slope = resolved * painted_slope(place, normal);
#ifdef TILED
    // Drivers that draw without a GPU pass a loop by, but no branch.
    for (int i = is_near_line(from, normal, extent) && resolved > 0.0 ? 1 : 0; i > 0; --i) {
        Edge edge = edge_at(from, normal, extent * surface_footprint);
        tone = mix(vec3(1.0), surface_inset(edge.inset, normal), resolved);
        slope = mix(slope, vec3(0.0), step(1e-6, dot(edge.inset, edge.inset))) - resolved * edge.fall;
    }
#endif
    tone *= clamp(1.0 - dot(slope, light_lean(from, normal, lux)), SHADE.x, SHADE.y);
    slope *= 1.0 - smoothstep(0.5 * SPARKS, SPARKS, wide);
    return tone;
}
