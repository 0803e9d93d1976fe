// Rounded edges: wherever a face of the cells ends at an outer edge, its last tile is a bullnose.
//
// `extent`: of a pixel on the face, cells.

#if !defined(MIRROR) && !defined(SPOT_LAMPS)
uniform sampler2D cells;     // per cell: floor, ceiling (cells), as in common_ray.glsl
#endif

const float BULLNOSE = 0.0656;  // cells: 10 mm, the radius of an edge
const float TURN = 0.7854;      // rad: each of the two faces of an edge turns by half of a right angle
const float LEAST = 0.05;       // cells: lower steps make no edge
const float WHOLE = 0.04;       // cells: 6 mm, to where a tile that lies at an edge has neither joint nor cushion

// How a face ends near by: how steeply it falls towards its outer edges, outwards along the face; and how far from here,
// cells, it still is as it looks at an edge.
struct Edge {
    vec3 fall, inset;
};

// The slope at a distance from an edge, as a pixel of some extent across that shows it: wider, and as much weaker.
float bullnose(float away, float extent) {
    float seen = BULLNOSE + extent;
    return tan(TURN * clamp(1.0 - away / seen, 0.0, 1.0)) * BULLNOSE / seen;
}

// Whether a place on a face (cells) is so near to a line of the grid that it may be near to an edge: heights are whole cells.
bool is_near_line(vec3 from, vec3 normal, vec3 extent) {
    return any(lessThan(0.5 - abs(fract(from) - 0.5) + step(0.5, abs(normal)), BULLNOSE + extent));
}

// The edge near a place on a face (cells).
Edge edge_at(vec3 from, vec3 normal, vec3 extent) {
    vec3 part = fract(from) - 0.5, side = sign(part), away = 0.5 - abs(part);
    bool level = abs(normal.y) > 0.5;
    vec2 along = step(0.5, abs(normal.zx));  // axes of the plan that a wall runs along

    // Beside the face of a floor or a ceiling are its neighbours; behind that of a wall its own solid, and beside that.
    ivec2 here = ivec2(floor(from.xz - (level ? vec2(0.0) : 0.5 * normal.xz))), last = textureSize(cells, 0) - 1;
    ivec2 first = here + (level ? ivec2(side.x, 0.0) : ivec2(0));
    ivec2 second = here + ivec2(side.xz * (level ? vec2(0.0, 1.0) : along));
    vec2 a = texelFetch(cells, clamp(first, ivec2(0), last), 0).xy, b = texelFetch(cells, clamp(second, ivec2(0), last), 0).xy;
    bvec2 open = greaterThan(vec2(a.y - a.x, b.y - b.x), vec2(LEAST));
    vec3 ends;
    if (level) {
        vec2 drop = normal.y > 0.0 ? from.y - vec2(a.x, b.x) : vec2(a.y, b.y) - from.y;
        ends = vec3(open.x && drop.x > LEAST, 0.0, open.y && drop.y > LEAST);
    } else {
        bool rim = open.x && abs((side.y > 0.0 ? a.x : a.y) - from.y) < 0.5;
        bool ends_here = open.y && from.y > b.x && from.y < b.y;
        ends = vec3(along.x * float(ends_here), rim, along.y * float(ends_here));
    }
    ends *= side;
    vec3 fall = vec3(bullnose(away.x, extent.x), bullnose(away.y, extent.y), bullnose(away.z, extent.z));
    return Edge(ends * fall, ends * max(WHOLE - away, 0.0));
}
