// The air that was marched in less detail (view_air.frag) before one pixel: of the four ways around it those count that end
// about as far away as it, so that no silhouette has a fringe.

#ifndef COARSE
#define COARSE 2
#endif

uniform sampler2D depth;
uniform sampler2D air;     // rgb: airlight, cd/m2; a: opacity
uniform sampler2D depths;  // r: the depth that the way was marched to

vec4 air_near() {
    float here = 1.0 - texelFetch(depth, ivec2(gl_FragCoord.xy), 0).r;
    ivec2 size = textureSize(air, 0);
    vec2 at = (gl_FragCoord.xy - 0.5) / float(COARSE);  // one pixel of so many, each way, was marched
    ivec2 corner = ivec2(floor(at));
    vec2 part = at - vec2(corner);
    vec4 sum = vec4(0.0);
    float weights = 0.0;
    for (int i = 0; i < 4; ++i) {
        ivec2 step_ = ivec2(i & 1, i >> 1), texel = clamp(corner + step_, ivec2(0), size - 1);
        vec2 near = mix(1.0 - part, part, vec2(step_));
        float there = 1.0 - texelFetch(depths, texel, 0).r;
        float apart = abs(there - here) / max(max(there, here), 1e-6);
        float weight = (near.x * near.y + 1e-3) * exp2(-64.0 * apart) + 1e-9;
        sum += weight * texelFetch(air, texel, 0);
        weights += weight;
    }
    return sum / weights;
}
