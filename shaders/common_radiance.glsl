// Radiance of what a ray meets: lamps as lamps, else reflected light, read from the lightmap where the ray lands.

#include "common_ray.glsl"
#include "common_irradiance.glsl"
#include "common_noise.glsl"
#include "surface.constants"

// Wants `uniform sampler2DArray surface_layers` and `uniform float surface_footprint`, pixels that a sample stands for,
// and `uniform ivec2 world_corner`, cells (x, z), where the window begins; with WET `uniform float cell`, m, too.

uniform sampler2D lightmap;
uniform vec3 ambient;              // lux, where the lightmap has no light
uniform float output_;             // of all lamps together, against their mean
uniform isampler2D walled;         // per cell: its entry in `columns`
uniform isampler2D columns;        // packed atlas addresses of the wall columns towards +x, -x, +z, -z
uniform isampler2D cell_materials; // per cell: of its floor, its wall, its ceiling; then the number + 1 of the lamp in its
                                   // ceiling, or of one that hangs below it, negative; or 0
uniform vec4 hung_levels;          // cells: heights at which lamps hang; -1 for none
uniform sampler2D lamp_tubes;      // per lamp, folded: luminance of its tubes (cd/m2)
uniform sampler2D lamp_colours;    // per lamp, folded: of luminance 1
uniform sampler2D lamp_areas;      // per lamp, folded: x, z of the lower corner of its face, and of the upper, cells
uniform float density;             // texels along a cell's edge
uniform vec2 plan_size;            // texels: the ceilings begin at this column of the atlas
uniform float mirrors;             // weight of what is mirrored; 0 where this sample has none
#ifdef WET
#include "common_wet.glsl"
uniform sampler2D water_levels;    // per cell, m
const float DRY_HEIGHT = 1e4;      // m above the water: of faces that it does not wet
const vec3 WET_REFLECTANCE = vec3(0.75);  // of what it wets: white tile
#endif
uniform float pixel;               // size of a picture's pixel in the distance 1
#ifdef BOXES
uniform sampler2D point_places;    // per point of the boxes' faces: atlas texel, number of its surface
uniform sampler2D point_colours;   // per point: reflectance
#ifdef GLOWING
uniform sampler2D point_glow;      // per point: luminance of its own by channel, cd/m2; the number of the thing
uniform sampler2D thing_levels;    // per thing, folded: how bright it shines against its usual
#endif
#endif

const float PI = 3.14159265;

// The number of a floor's or a ceiling's surface: `Charts.level` of liminal/piece/chart.py.
float level_number(float height) {
    int eighths = int(floor(height * 8.0 + 0.5));
    return float(FIRST_LEVEL + eighths - LEVELS * int(floor(float(eighths) / float(LEVELS))));
}

// Reflectance of a material at a place (cells) on its pattern, as seen in a `footprint` (cells).
vec3 reflectance_at(int material, vec2 place, ivec2 corner, float footprint) {
    ivec4 layout_ = ivec4(SURFACE_LAYOUTS[material]);
    ivec2 period = layout_.xy;
    ivec2 number = 2 * corner / period;
    vec2 repeats = (2.0 * place + vec2(2 * corner - number * period)) / vec2(period);
    float texels = float(textureSize(surface_layers, 0).x) / float(max(period.x, period.y));
    float level = log2(max(2.0 * footprint * texels, 1.0));
    return textureLod(surface_layers, vec3(repeats, float(layout_.z)), level).rgb * SURFACE_TONES[material].rgb;
}

// Whether a place is on the face of a lamp, from its number + 1.
bool on_lamp(int numbered, vec2 place) {
    vec4 area = texelFetch(lamp_areas, ivec2((numbered - 1) % LIST_WIDTH, (numbered - 1) / LIST_WIDTH), 0);
    return all(greaterThan(place, area.xy)) && all(lessThan(place, area.zw));
}

// Luminance by channel of a lamp, from its number + 1.
vec3 lamp_light(int numbered) {
    ivec2 lamp = ivec2((numbered - 1) % LIST_WIDTH, (numbered - 1) / LIST_WIDTH);
    vec2 tubes = texelFetch(lamp_tubes, lamp, 0).xy;
    return 0.5 * (tubes.x + tubes.y) * output_ * texelFetch(lamp_colours, lamp, 0).rgb;
}

// What a face that a ray meets at a place (cells) reflects, cd/m2, linear Rec. 709. `travelled`: cells.
vec3 surface_light(Hit hit, vec3 place, float travelled) {
    if (hit.distance < 0.0)
        return vec3(0.0);
#ifdef BOXES
    if (hit.point >= 0) {
        ivec2 point = ivec2(hit.point % LIST_WIDTH, hit.point / LIST_WIDTH);
        vec3 kept = texelFetch(point_places, point, 0).xyz;
        vec3 light = irradiance_at(lightmap, kept.xy, kept.z, ambient);
        vec3 sent = texelFetch(point_colours, point, 0).rgb * light / PI;
#ifdef GLOWING
        vec4 own = texelFetch(point_glow, point, 0);
        int thing = int(own.a);
        sent += own.rgb * texelFetch(thing_levels, ivec2(thing % LIST_WIDTH, thing / LIST_WIDTH), 0).x;
#endif
        return sent * output_;
    }
#endif
    // A wall's face is of the cell behind it.
    ivec4 materials = texelFetch(cell_materials, hit.cell - ivec2(hit.normal.xz), 0);
    float footprint = surface_footprint * pixel * travelled;
    vec4 here = texelFetch(cells, hit.cell, 0);
    if (hit.normal.y == 0.0) {
        // A cell has its wall towards +x where it shows a face that looks towards -x.
        bool along_x = hit.normal.x != 0.0;
        int side = along_x ? (hit.normal.x < 0.0 ? 0 : 1) : (hit.normal.z < 0.0 ? 2 : 3);
        int entry = texelFetch(walled, hit.cell, 0).x;
        int address = texelFetch(columns, ivec2(entry % LIST_WIDTH, entry / LIST_WIDTH), 0)[side];
        float along = (along_x ? place.z - float(hit.cell.y) : place.x - float(hit.cell.x)) * density;
        vec2 atlas = vec2(address & ((1 << COLUMN_BITS) - 1), address >> COLUMN_BITS)
                   + vec2(along, (place.y - here.x) * density);
        vec3 light = irradiance_at(lightmap, atlas, float(WALL_SURFACE), ambient);
        float way = along_x ? -hit.normal.x : hit.normal.z;  // to the right, as seen from the front
        ivec2 corner = ivec2((along_x ? world_corner.y : world_corner.x) * int(way), 0);
        way *= along_x ? place.z : place.x;
        return reflectance_at(materials.y, vec2(way, place.y), corner, footprint) * light * (output_ / PI);
    }
    bool above = hit.normal.y < 0.0;
    vec2 atlas = place.xz * density + vec2(above ? plan_size.x : 0.0, 0.0);
    vec3 light = irradiance_at(lightmap, atlas, level_number(above ? here.y : here.x), ambient);
    int material = above ? materials.z : materials.x;
    return reflectance_at(material, place.xz, world_corner, footprint) * light * (output_ / PI);
}

// The radiance that a ray finds which meets a face: reflected light, or a lamp's.
vec3 radiance_at(Hit hit, vec3 place, float travelled) {
    if (hit.distance >= 0.0 && hit.normal.y < 0.0) {
        int lamp = texelFetch(cell_materials, hit.cell, 0).w;
        if (lamp > 0 && on_lamp(lamp, place.xz))
            return lamp_light(lamp);
    }
    return surface_light(hit, place, travelled);
}

// Luminance by channel of a lamp that hangs in the way of a ray, nearer than `reach`, which is no part of the cells; and 1.
vec4 hung_lamp(vec3 start, vec3 way, float reach) {
    ivec2 last = textureSize(cell_materials, 0) - 1;
    for (int i = 0; i < 4; ++i) {
        float t = (hung_levels[i] - start.y) / max(way.y, 1e-4);
        if (hung_levels[i] < 0.0 || way.y <= 0.0 || t <= 0.0 || t >= reach)
            continue;
        vec2 crossed = start.xz + way.xz * t;
        int lamp = texelFetch(cell_materials, clamp(ivec2(floor(crossed)), ivec2(0), last), 0).w;
        if (lamp < 0 && on_lamp(-lamp, crossed))
            return vec4(lamp_light(-lamp), 1.0);
    }
    return vec4(0.0);
}

// The radiance that a ray finds, from `start` (cells) along `way`, of which `hit` is the first face before `limit`.
vec3 radiance_of(Hit hit, vec3 start, vec3 way, float limit, float travelled) {
    vec4 hung = hung_lamp(start, way, hit.distance < 0.0 ? limit : hit.distance);
    vec3 place = start + way * hit.distance, light = radiance_at(hit, place, travelled + hit.distance);
#ifdef WET
    // An upright face, if it is one, has been wetted by the water before it.
    float height = abs(hit.normal.y) < 0.5 ? place.y * cell - texelFetch(water_levels, hit.cell, 0).x : DRY_HEIGHT;
    light *= waterline(place.xz, height, WET_REFLECTANCE, surface_footprint * pixel * (travelled + hit.distance) * cell);
#endif
    return hung.a > 0.0 ? hung.rgb : light;
}

// The same of a ray that has yet to be followed.
vec3 radiance_along(vec3 start, vec3 way, float clear, float limit, float travelled) {
    return radiance_of(trace(start, way, limit, clear), start, way, limit, travelled);
}
