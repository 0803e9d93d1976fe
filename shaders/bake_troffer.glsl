// Lamps of the ceiling: level rectangles that shine down, and their light at a place; in cells (liminal/piece/lamp.py).

#include "bake_rectangle.glsl"
#include "light.constants"

struct Lamp {
    vec2 low, high;   // x, z: of the rectangle, or of the part above a surface's horizon
    float y;
    float luminance;  // cd/m2
};

// Narrow a lamp's rectangle along one axis to the extent of its part above the horizon of a place. `way`: of the place's
// normal along that axis; `most`: the most that its other components raise a point of the lamp above the horizon, cells.
void above_horizon(float way, float most, float origin, inout float low, inout float high) {
    if (way > 0.0) low = max(low, origin - most / way);
    if (way < 0.0) high = min(high, origin - most / way);
}

// Fetch a lamp less its parts below the horizon of a place and behind its own rim: all edges parallel to the axes. Of one
// that the horizon cuts askew the smallest such rectangle around the part above is left.
Lamp lamp_above(Lamp lamp, vec3 position, vec3 normal) {
    vec4 whole = vec4(lamp.low, lamp.high), area = whole;
    vec2 behind = position.xz;
    float up = normal.y * (lamp.y - position.y);
    vec2 most = up + max(normal.xz * (lamp.low - behind), normal.xz * (lamp.high - behind));
    above_horizon(normal.x, most.y, behind.x, area.x, area.z);
    above_horizon(normal.z, most.x, behind.y, area.y, area.w);

    // The rim hangs lower than the lens. Seen from the surfel, its opening is a window through which the lens shows.
    float below = lamp.y - LENS_RECESS - position.y;
    if (below > 0.0) {
        vec4 opening = behind.xyxy + (whole - behind.xyxy) * (1.0 + LENS_RECESS / below);
        area = vec4(max(area.xy, opening.xy), min(area.zw, opening.zw));
    }
    return Lamp(area.xy, area.zw, lamp.y, below > 0.0 ? lamp.luminance : 0.0);
}

bool shines_on(Lamp lamp, vec3 position) {
    return all(lessThan(lamp.low, lamp.high)) && lamp.y > position.y && lamp.luminance > 0.0;
}

// Irradiance of an unshadowed diffuse rectangle (Lambert 1760, Photometria; as in Baum et al. 1989, eq. 4).
// atan2 of sine and cosine in place of acos: near 1 acos loses half its digits.
float unshadowed(Lamp lamp, vec3 position, vec3 normal) {
    vec3 a = vec3(lamp.low.x, lamp.y, lamp.low.y) - position;
    vec3 b = vec3(lamp.high.x, lamp.y, lamp.low.y) - position;
    vec3 c = vec3(lamp.high.x, lamp.y, lamp.high.y) - position;
    vec3 d = vec3(lamp.low.x, lamp.y, lamp.high.y) - position;
    vec3 around, size = abs(normal);
    if (max(max(size.x, size.y), size.z) < 1.0)
        around = edges_above(vec3[4](a, d, c, b), normal);
    else {
        // The part below the horizon has been cut off already.
        a = normalize(a); b = normalize(b); c = normalize(c); d = normalize(d);
        around = edge(a, d) + edge(d, c) + edge(c, b) + edge(b, a);
    }
    return max(0.5 * lamp.luminance * dot(around, normal), 0.0);
}

// The unshadowed irradiance from one point of a lamp, up to a factor common to its points.
float weight(vec3 to_lamp, vec3 normal) {
    float square = dot(to_lamp, to_lamp);
    return to_lamp.y * max(dot(to_lamp, normal), 0.0) / (square * square);
}
