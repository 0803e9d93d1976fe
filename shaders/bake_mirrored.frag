#version 330 core

// Light of one lamp that still water mirrors to surfels above it: irradiance in lux.

#include "common_ray.glsl"
#include "bake_water.glsl"
#include "bake_troffer.glsl"
#include "bake_surfel.glsl"

uniform vec4 area;        // x, z of the lower corner of the lamp and of the upper, cells
uniform float lamp_y;     // cells
uniform float luminance;  // cd/m2
uniform float level;      // of the water, cells

layout(location = 0) out float irradiance;

const int RAYS = 4;       // from each surfel; those of a 4 x 4 block share one sequence

void main() {
    Surfel surfel = surfel_at(ivec2(gl_FragCoord.xy));
    irradiance = 0.0;

    // As the surfel's own image under the water: from there to the lamp light goes straight.
    vec3 image = vec3(surfel.position.x, 2.0 * level - surfel.position.y, surfel.position.z);
    vec3 facing = surfel.normal * vec3(1.0, -1.0, 1.0);
    Lamp lamp = lamp_above(Lamp(area.xy, area.zw, lamp_y, luminance), image, facing);
    if (image.y >= level || depth_of(surfel.position) > 0.0 || !shines_on(lamp, image))
        return;
    float clear = clear_around(surfel.position);
    vec2 sum = vec2(0.0);
    for (int i = 0; i < RAYS; ++i) {
        vec2 point = mix(lamp.low, lamp.high, spread_2((surfel.phase + 16 * i) * surfel.copies + surfel.copy));
        vec3 to_lamp = vec3(point.x, lamp.y, point.y) - image;
        vec3 met = image + to_lamp * ((level - image.y) / to_lamp.y);
        float light = weight(to_lamp, facing);
        sum.y += light;
        if (light <= 0.0 || abs(water_over(ivec2(floor(met.xz))) - level) > OFF_SURFACE)
            continue;
        met.y += OFF_SURFACE;
        vec3 onward = vec3(point.x, lamp.y, point.y) - met;
        if (unobstructed(surfel.position, met - surfel.position, clear) && unobstructed(met, onward, clear_around(met)))
            sum.x += light * fresnel(normalize(to_lamp).y);
    }
    if (sum.x > 0.0)
        irradiance = unshadowed(lamp, image, facing) * sum.x / sum.y;
}
