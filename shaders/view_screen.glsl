// What the face of a picture tube shows: a factor of its luminance, about 1 on average. Wants common_noise.glsl.

const vec2 GRAINS = vec2(190.0, 240.0);  // of noise along a line, by NTSC's bandwidth of 4 MHz; visible lines of a field
const float BLANKED = 0.92;              // of a picture's height: the bar between two pictures begins here

// Noise without a station, a new one in each field. From afar a pixel shows the mean of many grains.
float snow(vec2 at, vec2 footprint, uint field) {
    vec2 many = exp2(ceil(log2(max(footprint * GRAINS, 1.0))));
    uvec2 grain = uvec2(at * GRAINS / many);
    float grains = 2.0 * unit_float(hash(grain.x, grain.y, field)) - 1.0;
    float streaks = noise(vec2(at.x * 1.5, at.y * 34.0 + float(field) * 7.0), ivec2(4096), 11u);
    return 1.0 + 0.9 * grains * inversesqrt(many.x * many.y) + 0.07 * streaks;
}

// A programme, black and white and out of focus: large shapes, in some shots the head and shoulders of a speaker.
float programme(vec2 at, float shot) {
    vec2 place = at + shot * vec2(977.0, 431.0);
    float tone = 1.0 + 0.6 * noise(place * vec2(2.3, 1.9), ivec2(4096), 12u) + 0.3 * noise(place * 5.5, ivec2(4096), 13u);
    float middle = 0.3 + 0.4 * fract(shot * 37.0), lean = 0.25 * (fract(shot * 71.0) - 0.5);
    vec2 bent = at + 0.02 * vec2(noise(at * 7.0, ivec2(4096), 15u), noise(at * 7.0, ivec2(4096), 16u));
    vec2 head = (bent - vec2(middle + lean * 0.56, 0.56)) / vec2(0.14, 0.20);
    vec2 body = (bent - vec2(middle, 0.08)) / vec2(0.40, 0.44);
    float speaker = smoothstep(0.15, 0.55, exp(-2.0 * dot(head, head)) + exp(-2.0 * dot(body, body)));
    return fract(shot * 53.0) < 0.5 ? mix(tone, 0.4, 0.85 * speaker) : tone;
}

// `at`: on the picture, 0 to 1 to the right and up. `footprint`: of a pixel there. `picture`: strength, shot, roll, field.
float screen_tone(vec2 at, vec2 footprint, vec4 picture) {
    float grain = snow(at, footprint, uint(picture.w));
    float tear = 0.02 * noise(vec2(at.y * 11.0, picture.w * 0.31), ivec2(4096), 14u);
    vec2 rolled = vec2(at.x + tear, fract(at.y + picture.z));
    float shown = programme(rolled, picture.y) * mix(1.0, 0.2, smoothstep(0.0, 0.012, rolled.y - BLANKED));
    float tone = mix(grain, shown + 0.4 * (grain - 1.0), picture.x);
    float lines = 1.0 + 0.15 * cos(6.2831853 * GRAINS.y * at.y) * (1.0 - smoothstep(0.3, 0.8, footprint.y * GRAINS.y));
    vec2 away = at - 0.5;
    return max(tone, 0.0) * lines * (1.05 - 0.3 * dot(away, away));
}
