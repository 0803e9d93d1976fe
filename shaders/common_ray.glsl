// Rays through the cells: a walk over the grid, from box to box of equal heights.
//
// Space: grid space, window-local, one unit = one cell (0.1524 m) along every axis, y included.

// Per cell: x = floor, y = ceiling, z = reach: every cell closer than this (Chebyshev distance) has the same heights.
uniform sampler2D cells;

const int MAXIMUM_BOXES = 192;  // boxes walked before a ray is given up as meeting nothing

struct Hit {
    float distance;  // along the direction, in its own lengths; negative where nothing was met
    ivec2 cell;      // the open cell (x, z) that shows the face
    vec3 normal;     // of the face, towards the air
};

// Find the first face that a ray meets before `limit`. `origin` must lie in open air.
Hit trace(vec3 origin, vec3 direction, float limit) {
    // Keep axis-parallel directions from dividing by zero.
    vec3 along = mix(direction, vec3(1e-7), lessThan(abs(direction), vec3(1e-7)));
    vec3 inverse = 1.0 / along;
    bvec2 forward = greaterThan(along.xz, vec2(0.0));
    bool up = along.y > 0.0;

    ivec2 cell = ivec2(floor(origin.xz));
    vec4 here = texelFetch(cells, cell, 0);
    for (int i = 0; i < MAXIMUM_BOXES; ++i) {
        // Leave the box of equal heights around this cell, or meet its floor or ceiling first.
        int reach = int(here.z);
        ivec2 low = cell - (reach - 1), high = cell + reach;
        vec2 leave = (mix(vec2(low), vec2(high), forward) - origin.xz) * inverse.xz;
        bool through_x = leave.x < leave.y;
        float t = through_x ? leave.x : leave.y;
        float t_level = ((up ? here.y : here.x) - origin.y) * inverse.y;
        if (min(t, t_level) >= limit)
            break;
        if (t_level <= t) {
            ivec2 below = ivec2(floor(origin.xz + along.xz * t_level));
            return Hit(t_level, clamp(below, low, high - 1), vec3(0.0, up ? -1.0 : 1.0, 0.0));
        }

        // Step into the next cell; where that one is closed at this height, the ray has met its side.
        vec3 place = origin + along * t;
        ivec2 from = clamp(ivec2(floor(place.xz)), low, high - 1);
        ivec2 next;
        if (through_x) {
            from.x = forward.x ? high.x - 1 : low.x;
            next = from + ivec2(forward.x ? 1 : -1, 0);
        } else {
            from.y = forward.y ? high.y - 1 : low.y;
            next = from + ivec2(0, forward.y ? 1 : -1);
        }
        vec4 there = texelFetch(cells, next, 0);
        if (place.y <= there.x || place.y >= there.y)
            return Hit(t, from, through_x ? vec3(forward.x ? -1.0 : 1.0, 0.0, 0.0) : vec3(0.0, 0.0, forward.y ? -1.0 : 1.0));
        cell = next;
        here = there;
    }
    return Hit(-1.0, ivec2(0), vec3(0.0));
}

// Whether nothing stands between `origin` and `origin + direction`; what touches the far end does not count.
bool unobstructed(vec3 origin, vec3 direction) {
    return trace(origin, direction, 0.999).distance < 0.0;
}
