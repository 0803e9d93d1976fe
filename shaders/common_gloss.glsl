// Gloss: what the coating of a surface mirrors, by one ray from the pixel. With PUDDLES water lies on the floor's low places.
// With the switch MIRROR that ray is cast; without, only what the coating keeps from the surface is taken away.
// Wants `uniform ivec2 world_corner`, cells (x, z), where the window begins.

#include "common_noise.glsl"
#include "surface.constants"

uniform float puddles;              // share of a floor that lies under water

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
// own reflectance is left below. `cosine`: of the line of sight to the normal.
vec2 coating(vec3 from, vec3 normal, float cosine) {
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
    float shown = normal.y > 0.9 ? 1.0 : normal.y < -0.9 ? 0.0 : smoothstep(FAINT, SEEN, share);
    return vec2(share * shown, 1.0);
#endif
}

#ifdef MIRROR
const float START = 0.01;           // cells: mirror rays begin this far before the surface
uniform vec2 lobe;                  // of this sample: its rank in the lobe, 0 to 1, and its turn, rad
const float TILT = 0.006;           // of each tile, rad: none lies quite like its neighbour

// The normal of a tile at a place on its face (cells): each leans a little its own way.
vec3 leaning(vec3 from, vec3 normal) {
    uvec3 tile = uvec3(ivec3(floor(from + 0.5 * normal)) + ivec3(world_corner.x, 0, world_corner.y) + 0x100000);
    uint lot = hash(tile.x, tile.y, tile.z);
    return normalize(normal + TILT * (vec3(lot & 1023u, (lot >> 10) & 1023u, (lot >> 20) & 1023u) / 512.0 - 1.0));
}

// The normal of one of the facets of a rough coating that the eye sees: GGX (E. Heitz, 2018, "Sampling the GGX
// Distribution of Visible Normals"). It is the same for all pixels: many samples blur, and few leave no noise.
vec3 facet(vec3 towards, vec3 normal, float alpha) {
    float cosine = clamp(-dot(towards, normal), 1e-3, 1.0);
    vec3 along = normalize(-towards - cosine * normal + 1e-5), across = cross(normal, along);
    vec2 view = normalize(vec2(alpha * sqrt(1.0 - cosine * cosine), cosine));  // along, up: stretched to a hemisphere
    vec2 spot = sqrt(lobe.x) * vec2(cos(lobe.y), sin(lobe.y));
    float up = 0.5 * (1.0 + view.y), wide = sqrt(1.0 - spot.x * spot.x);
    spot.y = mix(wide, spot.y, up);
    float over = sqrt(max(1.0 - dot(spot, spot), 0.0));
    vec3 half_way = vec3(over * view.x - spot.y * view.y, spot.x, over * view.y + spot.y * view.x);
    return normalize(alpha * half_way.x * along + alpha * half_way.y * across + max(half_way.z, 1e-4) * normal);
}

// The radiance that a coating mirrors. `from`: cells. `towards`: from the eye. `from_eye`: cells.
vec3 mirrored(vec3 from, vec3 towards, vec3 normal, float from_eye) {
#ifdef PUDDLES
    vec3 facing = normal;
#elif defined(TILED)
    vec3 facing = facet(towards, leaning(from, normal), SURFACE_COATINGS[surface_material].y);
#else
    vec3 facing = facet(towards, normal, SURFACE_COATINGS[surface_material].y);
#endif
    vec3 away = reflect(towards, facing);
    away += normal * max(0.02 - dot(away, normal), 0.0);
    vec3 start = from + normal * START;
    return radiance_along(start, away, clear_around(start), 1e6, from_eye);
}
#endif
