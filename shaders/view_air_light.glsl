// What a pixel of a march through the air looks along, and the light of the room there (liminal/light/light_volume.py).

#ifndef COARSE
#define COARSE 2
#endif
#ifndef LEVELS
#define LEVELS 3
#endif

uniform sampler2D depth;
uniform sampler2D radiance;     // cd/m2, mean over all directions: the levels of the grid one above the other
uniform sampler2D room;         // m: height of floor and ceiling at the places of the grid
uniform float heights[LEVELS];  // of the levels: share of the way from floor to ceiling
uniform vec2 first;             // m: the first place of the grid
uniform float spacing;          // m
uniform vec2 grid;              // places along x and z
uniform mat4 window_from_clip;
uniform vec3 eye;
uniform float output_;

// Depth of what the pixel shows.
float depth_here() {
    return texelFetch(depth, min(COARSE * ivec2(gl_FragCoord.xy), textureSize(depth, 0) - 1), 0).r;
}

// From the eye to that, m.
vec3 way_to(float deep) {
    ivec2 size = textureSize(depth, 0), pixel = min(COARSE * ivec2(gl_FragCoord.xy), size - 1);
    vec2 place = (vec2(pixel) + 0.5) / vec2(size);
    vec4 end = window_from_clip * vec4(2.0 * vec3(place, deep) - 1.0, 1.0);
    return end.xyz / end.w - eye;
}

// Place in the grid, in its cells.
vec2 grid_place(vec2 place) {
    return clamp((place - first) / spacing + 0.5, vec2(0.5), grid - 0.5);
}

// Heights of floor and ceiling, m.
vec2 room_at(vec2 at) {
    return texture(room, at / grid).rg;
}

// Mean radiance of the room at a height, m, over a place in the grid, cd/m2.
vec3 room_light(vec2 at, vec2 between, float y) {
    float height = clamp((y - between.r) / max(between.g - between.r, 0.1), 0.0, 1.0);
    int level = 0;
    while (level < LEVELS - 2 && height > heights[level + 1])
        ++level;
    float mixed = clamp((height - heights[level]) / (heights[level + 1] - heights[level]), 0.0, 1.0);
    vec2 scale = vec2(grid.x, grid.y * float(LEVELS));
    vec3 below = texture(radiance, (at + vec2(0.0, float(level) * grid.y)) / scale).rgb;
    vec3 above = texture(radiance, (at + vec2(0.0, float(level + 1) * grid.y)) / scale).rgb;
    return output_ * mix(below, above, mixed);
}
