#version 330 core

// Motes of dust (liminal/view/dust.py): a rectangle around each streak. Lengths across are tangents of angles.

uniform sampler2D motes;           // a row each: middle and half of the streak; radius, cd/m2 per cd, depth in m, nothing
uniform vec2 clip_scale, clip_shift;
uniform vec2 clip_depth;
uniform sampler2D depth;           // of what may hide them
uniform vec2 depth_scale, depth_shift;

in vec2 corner;                    // -1 or 1
in int number;

flat out vec2 half_;               // of the streak, in radii
flat out float luminance;          // cd/m2 per cd
out vec2 spot;                     // from the streak's middle, in radii

void main() {
    vec4 streak = texelFetch(motes, ivec2(0, number), 0);
    vec3 mote = texelFetch(motes, ivec2(1, number), 0).xyz;
    float radius = mote.x, length_ = length(streak.zw);
    vec2 along = length_ > 1e-6 ? streak.zw / length_ : vec2(1.0, 0.0), across = vec2(-along.y, along.x);
    spot = (corner.x * (1.0 + length_ / radius)) * along + corner.y * across;
    half_ = streak.zw / radius;
    luminance = mote.y;

    vec2 middle = clip_scale * streak.xy + clip_shift;
    float deep = 0.5 - 0.5 * (clip_depth.x - clip_depth.y / mote.z);
    bool hidden = textureLod(depth, depth_scale * (0.5 + 0.5 * middle) + depth_shift, 0.0).r < deep;
    vec2 place = clip_scale * (streak.xy + radius * spot) + clip_shift;
    gl_Position = hidden ? vec4(0.0, 0.0, 2.0, 1.0) : vec4(place, 0.0, 1.0);
}
