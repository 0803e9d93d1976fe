// Gloss: what the coating of a surface mirrors, by one ray from the pixel. With PUDDLES water lies on the floor's low places.
// With the switch MIRROR that ray is cast; without, only what the coating keeps from the surface is taken away.
// Wants `uniform ivec2 world_corner`, cells (x, z), where the window begins.

#include "common_noise.glsl"
#include "surface.constants"

uniform float puddles;              // share of a floor that lies under water
uniform float coats;                // of what coatings mirror: 0 where a picture is too coarse to show it

const float EVEN = 0.0001;          // m: over so much of the height a coating thins out where it ends
const vec2 TURNED = vec2(0.12, 0.3);  // slopes: from here on, edges glint whichever way one looks at them
const float FAINT = 0.07, SEEN = 0.12;  // of all light: walls that mirror less are drawn without it, as ceilings are
const float FILM = 0.0203;          // reflectance of water at normal incidence, (n - 1)^2 / (n + 1)^2 for n = 1.333
const float WET_TONE = 0.55;        // of dry concrete's reflectance: light that gets in is held back by the film
const float DAMP = 0.35;            // of a puddle's depth: around it the floor is damp
const ivec2 WIDE = ivec2(256);      // lattice cells after which the pattern of puddles repeats

// Schlick's approximation of Fresnel's reflectance (1994, "An Inexpensive BRDF Model").
float schlick(float f0, float cosine) {
    return f0 + (1.0 - f0) * pow(1.0 - cosine, 5.0);
}

// A coated surface at a place (cells): x, the share of light that its coating mirrors towards the eye; y, how much of its
// own reflectance is left below. `towards`: from the eye. `slope`: of its relief there, along the face.
vec2 coating(vec3 from, vec3 normal, vec3 towards, vec3 slope) {
    float cosine = clamp(-dot(towards, normalize(normal - slope)), 0.0, 1.0);
#ifdef PUDDLES
    // How deep the water stands, from the slow unevenness of the floor; around it the floor is damp and darker.
    vec2 spot = from.xz + vec2(world_corner);
    float level = noise(spot / 23.0, WIDE, 40u) + 0.45 * noise(spot / 7.0, WIDE, 41u) + 0.12 * noise(spot / 2.2, WIDE, 42u);
    float depth = normal.y > 0.9 ? level - mix(1.5, -1.5, puddles) : -1.0;
    float wet = smoothstep(-DAMP, 0.0, depth), film = smoothstep(0.0, 0.05, depth);
    float share = schlick(FILM, cosine) * mix(0.35 * wet, 1.0, film);
    return vec2(share > 0.01 ? share : 0.0, mix(1.0, WET_TONE, wet));
#else
    float share = schlick(SURFACE_COATINGS[surface_material].x, cosine);
    float shown = max(smoothstep(FAINT, SEEN, share), step(0.9, normal.y)) * step(-0.9, normal.y);
#ifdef RELIEF
    shown = max(shown, smoothstep(TURNED.x, TURNED.y, length(slope)));
    share *= smoothstep(-EVEN, EVEN, surface_height + SURFACE_COATINGS[surface_material].z);
#endif
    return vec2(share * shown * coats, 1.0);
#endif
}

#ifdef MIRROR
const float BACK = 0.03;            // cells: and this far back towards the eye
const float START = 0.01;           // cells: mirror rays begin this far before the surface
uniform vec4 lobe;                  // of this sample: its rank in the lobe, 0 to 1, and its turn, rad; spans that pixels share
uniform int facets;                 // that one ray stands for in pictures of few samples; 0 in others
const float GOLDEN = 2.39996;       // rad
const float WITHIN_LOBE = 0.97;     // of the facets: those furthest off would only be seen as specks
const float TILT = 0.006;           // of each tile, rad: none lies quite like its neighbour

#ifdef TILED
// The normal of a tile at a place on its face (cells): each leans a little its own way. TILED of them lie along a cell.
vec3 leaning(vec3 from, vec3 normal) {
    ivec3 corner = TILED * ivec3(world_corner.x, 0, world_corner.y);
    uvec3 tile = uvec3(ivec3(floor(float(TILED) * from + 0.5 * normal)) + corner + 0x100000);
    uint lot = hash(tile.x, tile.y, tile.z);
    return normalize(normal + TILT * (vec3(lot & 1023u, (lot >> 10) & 1023u, (lot >> 20) & 1023u) / 512.0 - 1.0));
}
#endif

// The normal of one of the facets of a rough coating that the eye sees: GGX (E. Heitz, 2018, "Sampling the GGX
// Distribution of Visible Normals").
vec3 facet(vec3 towards, vec3 normal, float alpha, vec2 drawn) {
    float cosine = clamp(-dot(towards, normal), 1e-3, 1.0);
    vec3 along = normalize(-towards - cosine * normal + 1e-5), across = cross(normal, along);
    vec2 view = normalize(vec2(alpha * sqrt(1.0 - cosine * cosine), cosine));  // along, up: stretched to a hemisphere
    vec2 spot = sqrt(WITHIN_LOBE * drawn.x) * vec2(cos(drawn.y), sin(drawn.y));
    float up = 0.5 * (1.0 + view.y), wide = sqrt(1.0 - spot.x * spot.x);
    spot.y = mix(wide, spot.y, up);
    float over = sqrt(max(1.0 - dot(spot, spot), 0.0));
    vec3 half_way = vec3(over * view.x - spot.y * view.y, spot.x, over * view.y + spot.y * view.x);
    return normalize(alpha * half_way.x * along + alpha * half_way.y * across + max(half_way.z, 1e-4) * normal);
}

// Rank and turn of this pixel's facet. Pixels share the span of a sample evenly (J. Jimenez, 2014, "Next Generation Post
// Processing in Call of Duty": interleaved gradient noise), so that no lamp is seen as often as there are samples.
vec2 facet_drawn() {
    vec2 own = fract(52.9829189 * fract(gl_FragCoord.xy * mat2(0.06711056, 0.00583715, -0.00583715, 0.06711056)));
    return lobe.xy + lobe.zw * own;
}

#ifdef ROUGH
// How much of what the facets at `from` mirror is a lamp in a ceiling at `level` (cells), no further than `reach` (cells)
// on the plan, and its light. Facets share one ray's hit: what stands between is that ray's.
vec4 lamps_around(vec3 from, vec3 towards, vec3 normal, float alpha, float level, float reach) {
    vec4 found = vec4(0.0);
    ivec2 last = textureSize(cell_materials, 0) - 1;
    for (int i = 0; i < facets; ++i) {
        vec3 away = reflect(towards, facet(towards, normal, alpha, vec2((float(i) + 0.5) / float(facets), GOLDEN * float(i))));
        vec2 step = away.xz * (level - from.y) / max(away.y, 1e-3), at = from.xz + step;
        int lamp = texelFetch(cell_materials, clamp(ivec2(floor(at)), ivec2(0), last), 0).w;
        if (lamp > 0 && dot(step, step) < reach * reach && on_lamp(lamp, at))
            found += vec4(lamp_light(lamp), 1.0);
    }
    return found / float(max(facets, 1));
}
#endif

// The radiance that a coating mirrors. `from`: cells. `towards`: from the eye. `slope`: of its relief there, along the face.
// `from_eye`: cells.
vec3 mirrored(vec3 from, vec3 towards, vec3 normal, vec3 slope, float from_eye) {
#ifdef PUDDLES
    vec3 facing = normal;
#elif defined(TILED)
    vec3 facing = facet(towards, normalize(leaning(from, normal) - slope), SURFACE_COATINGS[surface_material].y, facet_drawn());
#else
    vec3 facing = facet(towards, normalize(normal - slope), SURFACE_COATINGS[surface_material].y, facet_drawn());
#endif
    vec3 away = reflect(towards, facing);
    away += normal * max(0.02 - dot(away, normal), 0.0);
    // A little back along the line of sight: in corners a wall stands right beside.
    vec3 start = from + normal * START - towards * BACK;
#ifdef ROUGH
    if (facets > 0) {
        Hit hit = trace(start, away, 1e6, clear_around(start));
        vec3 met = start + away * hit.distance;
        float alpha = SURFACE_COATINGS[surface_material].y, level = texelFetch(cells, hit.cell, 0).y;
        vec4 lamps = lamps_around(start, towards, normal, alpha, level, 1.05 * hit.distance * length(away.xz) + 1.0);
        vec4 hung = hung_lamp(start, away, hit.distance);
        return hung.a > 0.0 ? hung.rgb : lamps.rgb + (1.0 - lamps.a) * surface_light(hit, met, from_eye + hit.distance);
    }
#endif
    return radiance_along(start, away, clear_around(start), 1e6, from_eye);
}
#endif
