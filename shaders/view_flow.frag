#version 330 core

// The way of each pixel's surface to another frame, and whether it is seen there.

uniform sampler2D there;       // xy: place in that frame, -1 to 1; z: depth there, m; w: 1
uniform sampler2D spot;        // w: number of what it belongs to
uniform sampler2D other_shape; // of that frame: w: depth, m
uniform sampler2D other_spot;  // w: number
uniform vec2 picture;          // pixels, width and height

layout(location = 0) out vec4 flow;  // xy: right and up, pixels; z: 1 where it is seen there

const float DEEPER = 0.01;     // of its depth: so much farther off than what the other frame shows it may be
const float NEARBY = 0.01;     // m: and this much

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    vec4 seen = texelFetch(there, here, 0);
    vec2 at = (0.5 + 0.5 * seen.xy) * picture;
    float number = texelFetch(spot, here, 0).w;

    // It is hidden where the pixel at its place shows another thing, or all four around are nearer: depth is steep on floors.
    ivec2 last = ivec2(picture) - 1;
    bool same = texelFetch(other_spot, clamp(ivec2(floor(at)), ivec2(0), last), 0).w == number;
    float deepest = 0.0;
    for (int i = 0; i < 4; ++i) {
        ivec2 pixel = clamp(ivec2(floor(at - 0.5)) + ivec2(i & 1, i >> 1), ivec2(0), last);
        deepest = max(deepest, texelFetch(other_shape, pixel, 0).w);
    }
    bool shows = same && seen.z < (1.0 + DEEPER) * deepest + NEARBY;
    bool within = seen.z > 0.0 && at.x >= 0.0 && at.y >= 0.0 && at.x <= picture.x && at.y <= picture.y;
    flow = seen.w > 0.0 ? vec4(at - gl_FragCoord.xy, within && shows ? 1.0 : 0.0, 0.0) : vec4(0.0);
}
