#version 330 core

// The ways of each pixel's surface to the frames before and after, and whether it is seen there.

uniform sampler2D earlier, later;  // in the frame before, in that after: xy: place, -1 to 1; z: depth, m; w: 1
uniform sampler2D spot;            // w: number of what it belongs to
uniform sampler2D before, after;   // of those frames: x: depth, m; y: number
uniform vec2 picture;              // pixels, width and height

layout(location = 0) out vec4 backward;  // xy: right and up, pixels; z: 1 where it is seen there
layout(location = 1) out vec4 forward;

const float DEEPER = 0.01;         // of its depth: so much farther off than what the other frame shows it may be
const float NEARBY = 0.01;         // m: and this much

// `there`: where the surface is in the `other` frame.
vec4 way_to(sampler2D other, vec4 there, float number) {
    vec2 at = (0.5 + 0.5 * there.xy) * picture;

    // It is hidden where the pixel at its place shows another thing, or all four around are nearer: depth is steep on floors.
    ivec2 last = ivec2(picture) - 1, own = clamp(ivec2(floor(at)), ivec2(0), last);
    bool same = false;
    float deepest = 0.0;
    for (int i = 0; i < 4; ++i) {
        ivec2 pixel = clamp(ivec2(floor(at - 0.5)) + ivec2(i & 1, i >> 1), ivec2(0), last);
        vec2 shown = texelFetch(other, pixel, 0).xy;
        deepest = max(deepest, shown.x);
        same = same || pixel == own && shown.y == number;
    }
    bool shows = same && there.z < (1.0 + DEEPER) * deepest + NEARBY;
    bool within = there.z > 0.0 && at.x >= 0.0 && at.y >= 0.0 && at.x <= picture.x && at.y <= picture.y;
    return there.w > 0.0 ? vec4(at - gl_FragCoord.xy, within && shows ? 1.0 : 0.0, 0.0) : vec4(0.0);
}

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    float number = texelFetch(spot, here, 0).w;
    backward = way_to(before, texelFetch(earlier, here, 0), number);
    forward = way_to(after, texelFetch(later, here, 0), number);
}
