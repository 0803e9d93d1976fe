// Skins: the motion of a point that joints move, from the pose in which its skin was made to where it is now, by dual
// quaternions (L. Kavan et al., "Skinning with dual quaternions", 2007; liminal/body/dual_quaternion.py).

uniform sampler2D joint_motions;  // of each joint a row: the real and the dual part, x, y, z, w, at one instant after another; m

struct SkinMotion {
    vec4 real, dual;
};

SkinMotion skin_motion(ivec4 joints, vec4 weights, int instant) {
    int column = 2 * instant;
    vec4 first = texelFetch(joint_motions, ivec2(column, joints[0]), 0), real = vec4(0.0), dual = vec4(0.0);
    for (int i = 0; i < 4; ++i) {
        vec4 own = texelFetch(joint_motions, ivec2(column, joints[i]), 0);
        float weight = dot(first, own) < 0.0 ? -weights[i] : weights[i];
        real += weight * own;
        dual += weight * texelFetch(joint_motions, ivec2(column + 1, joints[i]), 0);
    }
    float scale = 1.0 / length(real);
    return SkinMotion(scale * real, scale * dual);
}

vec3 skin_turned(SkinMotion motion, vec3 direction) {
    vec3 axis = motion.real.xyz;
    return direction + 2.0 * cross(axis, cross(axis, direction) + motion.real.w * direction);
}

vec3 skin_moved(SkinMotion motion, vec3 point) {
    vec3 shift = motion.real.w * motion.dual.xyz - motion.dual.w * motion.real.xyz + cross(motion.real.xyz, motion.dual.xyz);
    return skin_turned(motion, point) + 2.0 * shift;
}
