#version 330 core

// From the light in the scene to the picture: glow of the lens, exposure, white, film's curve, sRGB.

#include "common_hash.glsl"

uniform sampler2D scene;       // cd/m2, sum of all samples
uniform sampler2D glow_close;  // the same picture, small and blurred a little, more, and most
uniform sampler2D glow_wide;
uniform sampler2D glow_veil;
uniform float samples;         // how many samples `scene` sums up
uniform float glow;            // share of the light that is scattered
uniform float exposure;        // 1 / (cd/m2)
uniform vec3 white;            // gain of each channel
uniform float shoulder, toe, saturation, vignette;
uniform vec4 part;             // of the whole picture that this target shows: low corner, size (0..1)
uniform ivec2 first_pixel;     // of this target in the whole picture
uniform float aspect;          // width / height of the whole picture

#ifdef FRINGE
uniform float fringe;          // violet light that is out of focus
#endif
#ifdef GRAIN
uniform float grain;           // standard deviation in middle tones
uniform vec2 grain_lattice;    // grains along each axis of the whole picture
uniform uint grain_seed;
#endif
#ifdef STAMP
uniform sampler2D stamp;       // 0 dark to 1
uniform vec4 stamp_box;        // of the whole picture: low corner, size (0..1)
uniform vec3 stamp_light;      // against white
#endif

in vec2 uv;
layout(location = 0) out vec4 developed;

const vec3 LUMINANCE = vec3(0.2126, 0.7152, 0.0722);  // ITU-R BT.709-6, item 3.3

// Fall-off to the corners, which lie at radius 1: a quarter of cos^4 and the rest a lens barrel's.
float fall_off(vec2 place) {
    vec2 from_centre = (place - 0.5) * vec2(aspect, 1.0) / length(vec2(aspect, 1.0) * 0.5);
    float square = dot(from_centre, from_centre);
    return 1.0 - vignette * square * (0.6 + 0.4 * square);
}

// Straight in the middle; a soft foot below `toe`, an exponential shoulder above `shoulder` that ends at 1.
vec3 film(vec3 light) {
    vec3 foot = light * light / (light + toe);
    vec3 lifted = max(foot, 0.0);
    vec3 above = max(lifted - shoulder, 0.0) / max(1.0 - shoulder, 1e-3);
    return min(lifted, shoulder) + (1.0 - shoulder) * (1.0 - exp(-above));
}

// IEC 61966-2-1.
vec3 encode_srgb(vec3 linear) {
    return mix(1.055 * pow(linear, vec3(1.0 / 2.4)) - 0.055, 12.92 * linear, lessThanEqual(linear, vec3(0.0031308)));
}

#ifdef GRAIN
const float SMOOTH_SPREAD = 0.4285;  // standard deviation of smooth noise between lattice values of -1 to 1, over all places

float lattice_value(ivec2 cell, uint stream) {
    return unit_float(hash(uint(cell.x), uint(cell.y), grain_seed + stream)) * 2.0 - 1.0;
}

// Smooth noise of standard deviation 1.
float smooth_noise(vec2 p, uint stream) {
    ivec2 cell = ivec2(floor(p));
    vec2 t = p - vec2(cell);
    t = t * t * (3.0 - 2.0 * t);
    float low = mix(lattice_value(cell, stream), lattice_value(cell + ivec2(1, 0), stream), t.x);
    float high = mix(lattice_value(cell + ivec2(0, 1), stream), lattice_value(cell + ivec2(1, 1), stream), t.x);
    return mix(low, high, t.y) / SMOOTH_SPREAD;
}

// Noise that all layers share, and each layer's own: weights whose squares add up to 1.
vec3 grain_at(vec2 place) {
    vec2 p = place * grain_lattice;
    float shared_ = 0.7 * smooth_noise(p, 0u) + 0.5 * smooth_noise(0.37 * p, 1u);
    return shared_ + 0.51 * vec3(smooth_noise(p, 2u), smooth_noise(p, 3u), smooth_noise(0.6 * p, 4u));
}
#endif

void main() {
    vec2 place = part.xy + part.zw * uv;
    vec3 light = texelFetch(scene, ivec2(gl_FragCoord.xy), 0).rgb / samples;
    vec3 scattered = 0.6 * texture(glow_close, place).rgb + 0.28 * texture(glow_wide, place).rgb
                   + 0.12 * texture(glow_veil, place).rgb;
    light = mix(light, scattered, glow);
#ifdef FRINGE
    // A simple lens focuses violet short: its blue, and a little of its red, come from a blurred picture.
    light = mix(light, max(light, texture(glow_close, place).rgb), fringe * vec3(0.45, 0.0, 1.0));
#endif
    light = light * fall_off(place) * exposure * white;
    light = max(mix(vec3(dot(light, LUMINANCE)), light, saturation), 0.0);
#ifdef STAMP
    light += stamp_light * texture(stamp, (place - stamp_box.xy) / stamp_box.zw).r;
#endif

    // Half a level of noise from the pixel's place keeps slow gradients from banding.
    ivec2 pixel = ivec2(gl_FragCoord.xy) + first_pixel;
    float dither = unit_float(hash(uint(pixel.x), uint(pixel.y))) - 0.5;
    vec3 encoded = encode_srgb(film(light));
#ifdef GRAIN
    // Strongest in middle tones; black and white paper have none.
    encoded += grain * grain_at(place) * sqrt(max(4.0 * encoded * (1.0 - encoded), 0.0));
#endif
    developed = vec4(encoded + dither / 255.0, 1.0);
}
