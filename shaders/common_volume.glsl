// The volume: coarse light in the air, for what stands or moves in the place (liminal/light/volume.py).
//
// Space: grid space, one unit = one cell. Wants `cells`, as all rays do: probes behind a wall do not count.

#include "common_ray.glsl"

uniform sampler2DArray volume_cubes;  // layer 6 * height + face: lux. Faces: +x, -x, +z, -z, down, up
uniform sampler2D volume_probes;      // per probe in the plan: heights of the lowest and highest (equal: none there), x, z
uniform vec2 volume_first;            // x, z of the first probe, in spacings
uniform float volume_spacing;         // cells

const int VOLUME_FACES = 6;

vec3 volume_face(ivec2 probe, float height, int face) {
    int last = textureSize(volume_cubes, 0).z / VOLUME_FACES - 1;
    int low = clamp(int(height), 0, last - 1);
    vec3 below = texelFetch(volume_cubes, ivec3(probe, VOLUME_FACES * low + face), 0).rgb;
    vec3 above = texelFetch(volume_cubes, ivec3(probe, VOLUME_FACES * (low + 1) + face), 0).rgb;
    return mix(below, above, clamp(height - float(low), 0.0, 1.0));
}

// Irradiance of a small face at `place` (in open air) that looks along `normal`, lux. Where no probe is in sight, `ambient`.
vec3 volume_irradiance(vec3 place, vec3 normal, vec3 ambient) {
    vec2 spot = (place.xz - 0.5) / volume_spacing - volume_first;
    ivec2 corner = ivec2(floor(spot));
    ivec2 most = textureSize(volume_probes, 0) - 1;
    int last = textureSize(volume_cubes, 0).z / VOLUME_FACES - 1;
    ivec3 face = ivec3(normal.x > 0.0 ? 0 : 1, normal.y > 0.0 ? 5 : 4, normal.z > 0.0 ? 2 : 3);
    vec4 sum = vec4(0.0);
    for (int i = 0; i < 4; ++i) {
        ivec2 probe = clamp(corner + ivec2(i & 1, i >> 1), ivec2(0), most);
        vec4 stand = texelFetch(volume_probes, probe, 0);
        vec3 towards = vec3(stand.z, clamp(place.y, stand.x, stand.y), stand.w) - place;
        if (stand.y <= stand.x || !unobstructed(place, towards))
            continue;
        vec2 share = abs(vec2(1 - (i & 1), 1 - (i >> 1)) - (spot - vec2(corner)));
        float weight = share.x * share.y + 1e-4;
        float height = (place.y - stand.x) / (stand.y - stand.x) * float(last);
        vec3 light = normal.x * normal.x * volume_face(probe, height, face.x)
                   + normal.y * normal.y * volume_face(probe, height, face.y)
                   + normal.z * normal.z * volume_face(probe, height, face.z);
        sum += weight * vec4(light, 1.0);
    }
    return sum.a > 0.0 ? sum.rgb / sum.a : ambient;
}
