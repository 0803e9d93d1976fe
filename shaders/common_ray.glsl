// Rays through the cells: a walk over the grid, from box to box of equal heights. With BOXES, boxes that lie anyhow stand
// over some of the cells. `liminal/piece/occluder.py` follows the same rays.
//
// Space: grid space, window-local, one unit = one cell (0.1524 m) along every axis, y included.

#include "light.constants"

// Per cell: x = floor, y = ceiling, z = reach: every cell closer than this (Chebyshev distance) has the same heights.
uniform sampler2D cells;

#ifdef BOXES
// Per cell: distance (Chebyshev) to the nearest cell that a box stands over, and in such cells -1 - number in `stacks`.
uniform isampler2D occupied;
// Of each such cell: x = first entry in `boxes` << RANGE_BITS | number of entries, y = lowest and z = highest of what
// stands over it.
uniform sampler2D stacks;
// Four texels for each box over each cell: its axes over half its size, beside them where the cell's corner (y = 0) lies
// along each; then its first point and how many lie along the axes.
uniform sampler2D boxes;
#endif

const int MAXIMUM_BOXES = 192;  // boxes walked before a ray is given up as meeting nothing

struct Hit {
    float distance;  // along the direction, in its own lengths; negative where nothing was met
    ivec2 cell;      // the open cell (x, z) that shows the face
    vec3 normal;     // of the face, towards the air
    int point;       // the point of a box's face that is met, or -1: FacePoints of liminal/piece/occluder.py
};

#ifdef BOXES
struct BoxHit {
    float distance;  // as of a `Hit`
    ivec2 cell;
    int entry;       // of the box over that cell in `boxes`
};

ivec2 box_place(int entry) {
    return ivec2(4 * entry % LIST_WIDTH, 4 * entry / LIST_WIDTH);
}

// A ray in the space of a box, in which that reaches from -1 to 1.
struct BoxRay {
    vec3 start, way;
};

BoxRay in_box(int entry, vec3 from, vec3 along) {
    ivec2 place = box_place(entry);
    vec4 x = texelFetch(boxes, place, 0), y = texelFetch(boxes, place + ivec2(1, 0), 0), z = texelFetch(boxes, place + ivec2(2, 0), 0);
    vec3 start = vec3(dot(x.xyz, from) + x.w, dot(y.xyz, from) + y.w, dot(z.xyz, from) + z.w);
    vec3 way = vec3(dot(x.xyz, along), dot(y.xyz, along), dot(z.xyz, along));
    return BoxRay(start, mix(way, vec3(1e-9), lessThan(abs(way), vec3(1e-9))));
}

// The first box over a cell that a ray enters before `until`; its distance is negative where there is none.
BoxHit nearest_box(int packed_range, ivec2 cell, vec3 origin, vec3 along, float until) {
    BoxHit nearest = BoxHit(-1.0, cell, 0);
    vec3 from = origin - vec3(cell.x, 0.0, cell.y);
    int first = packed_range >> RANGE_BITS, last = first + (packed_range & ((1 << RANGE_BITS) - 1));
    for (int i = first; i < last; ++i) {
        BoxRay ray = in_box(i, from, along);
        vec3 inverse = 1.0 / ray.way, middle = -ray.start * inverse;
        vec3 enter = middle - abs(inverse), leave = middle + abs(inverse);
        float begin = max(max(enter.x, enter.y), enter.z), end = min(min(leave.x, leave.y), leave.z);
        if (begin > BEGINS && begin < min(end, until)) {
            until = begin;
            nearest = BoxHit(begin, cell, i);
        }
    }
    return nearest;
}

// Which face of a box it is that a ray meets, and which of its points.
Hit face_of(BoxHit box, vec3 origin, vec3 along) {
    BoxRay ray = in_box(box.entry, origin - vec3(box.cell.x, 0.0, box.cell.y), along);
    vec3 at = ray.start + ray.way * box.distance, towards = sign(ray.way), depth = -at * towards;
    int axis = depth.x >= max(depth.y, depth.z) ? 0 : depth.y >= depth.z ? 1 : 2;
    int face = 2 * axis + (towards[axis] < 0.0 ? 0 : 1);
    vec2 points = texelFetch(boxes, box_place(box.entry) + ivec2(3, 0), 0).xy;
    ivec3 counts = ivec3(points.y) >> ivec3(0, COUNT_BITS, 2 * COUNT_BITS) & ((1 << COUNT_BITS) - 1);
    ivec3 step_ = clamp(ivec3((0.5 * at + 0.5) * vec3(counts)), ivec3(0), counts - 1);
    ivec3 sizes = counts.yzx * counts.zxy;
    int other = axis == 2 ? 0 : axis + 1, far = other == 2 ? 0 : other + 1;
    int before = (axis > 0 ? 2 * sizes.x : 0) + (axis > 1 ? 2 * sizes.y : 0) + (face & 1) * sizes[axis];
    vec3 normal = texelFetch(boxes, box_place(box.entry) + ivec2(axis, 0), 0).xyz;
    int point = int(points.x) + before + step_[other] * counts[far] + step_[far];
    return Hit(box.distance, box.cell, -towards[axis] * normalize(normal), point);
}
#endif

// Find the first face of a cell that a ray meets before `limit`.
Hit trace_cells(vec3 origin, vec3 along, float limit) {
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
            return Hit(t_level, clamp(below, low, high - 1), vec3(0.0, up ? -1.0 : 1.0, 0.0), -1);
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
            return Hit(t, from, through_x ? vec3(forward.x ? -1.0 : 1.0, 0.0, 0.0) : vec3(0.0, 0.0, forward.y ? -1.0 : 1.0), -1);
        cell = next;
        here = there;
    }
    return Hit(-1.0, ivec2(0), vec3(0.0), -1);
}

#ifdef BOXES
// Find the first box that a ray enters before `limit`, which lies in air: from one cell with boxes over it to the next.
// `clear`: see `trace`.
BoxHit trace_boxes(vec3 origin, vec3 along, float limit, float clear) {
    vec3 inverse = 1.0 / along;
    bvec2 forward = greaterThan(along.xz, vec2(0.0));
    ivec2 cell = ivec2(floor(origin.xz)), last = textureSize(occupied, 0) - 1;
    float begin = 0.0;
    // Drivers that draw without a GPU pass a loop by, but no branch.
    int most = max(abs(along.x), abs(along.z)) * limit < clear ? 0 : MAXIMUM_BOXES;
    for (int i = 0; i < most; ++i) {
        int here = texelFetch(occupied, cell, 0).x, free = max(here, 1), number = max(-1 - here, 0);
        vec3 stack = texelFetch(stacks, ivec2(number % LIST_WIDTH, number / LIST_WIDTH), 0).xyz;
        ivec2 low = cell - (free - 1), high = cell + free;
        vec2 leave = (mix(vec2(low), vec2(high), forward) - origin.xz) * inverse.xz;
        bool through_x = leave.x < leave.y;
        float end = min(through_x ? leave.x : leave.y, limit);
        vec2 heights = origin.y + along.y * vec2(begin, end);
        if (here < 0 && min(heights.x, heights.y) < stack.z && max(heights.x, heights.y) > stack.y) {
            BoxHit box = nearest_box(int(stack.x), cell, origin, along, end);
            if (box.distance > 0.0)
                return box;
        }
        if (end >= limit)
            break;
        ivec2 at = clamp(ivec2(floor(origin.xz + along.xz * end)), low, high - 1);
        if (through_x) at.x = forward.x ? high.x : low.x - 1;
        else at.y = forward.y ? high.y : low.y - 1;
        cell = at;
        if (any(lessThan(cell, ivec2(0))) || any(greaterThan(cell, last)))
            break;
        begin = end;
    }
    return BoxHit(-1.0, ivec2(0), 0);
}
#endif

// How far around a place, cells along either axis, no box stands.
float clear_around(vec3 place) {
#ifdef BOXES
    return float(texelFetch(occupied, ivec2(floor(place.xz)), 0).x - 1);
#else
    return 0.0;
#endif
}

// Keep directions along an axis from dividing by zero.
vec3 aslant(vec3 direction) {
    return mix(direction, vec3(1e-7), lessThan(abs(direction), vec3(1e-7)));
}

// Find the first face that a ray meets before `limit`. `origin` must lie in open air. `clear`: cells around it without
// boxes, as `clear_around` tells them, once for many rays.
Hit trace(vec3 origin, vec3 direction, float limit, float clear) {
    vec3 along = aslant(direction);
    Hit hit = trace_cells(origin, along, limit);
#ifdef BOXES
    BoxHit box = trace_boxes(origin, along, hit.distance < 0.0 ? limit : hit.distance, clear);
    if (box.distance > 0.0)
        return face_of(box, origin, along);
#endif
    return hit;
}

// Whether nothing stands between `origin` and `origin + direction`; a face at the far end does not count.
bool unobstructed(vec3 origin, vec3 direction, float clear) {
    const float limit = 0.999;
    vec3 along = aslant(direction);
    bool open = trace_cells(origin, along, limit).distance < 0.0;
#ifdef BOXES
    // A limit of 0 ends the walk before its first step.
    open = open && trace_boxes(origin, along, open ? limit : 0.0, clear).distance < 0.0;
#endif
    return open;
}
