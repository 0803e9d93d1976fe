#version 330 core
// Painted steel: profiled sheet with a rib on every 6 in, lapped every four feet and screwed through its valleys.

#include "common_noise.glsl"
#include "surface_canvas.glsl"

const float PITCH = 0.1524;   // m: from rib to rib
const float CREST = 0.020;    // m: half the width of a rib's top
const float FLANK = 0.018;    // m: width of its sloping sides
const float HIGH = 28.0;      // mm
const float LAP = 1.2192;     // m: width of a sheet
const float ROWS = 0.8128;    // m: between rows of screws
const float SCREW = 0.006;    // m: radius of a screw's washer

void main()
{
    vec2 p = uv * repeat;
    float off = mod(p.x + 0.5 * PITCH, PITCH) - 0.5 * PITCH, away = abs(off);
    float rise = 1.0 - smoothstep(CREST, CREST + FLANK, away);

    // What the flanks and the valley's corners see of the lit room is less than the crests do.
    float flank = smoothstep(CREST - 0.002, CREST + 0.004, away) * smoothstep(CREST + FLANK + 0.003, CREST + FLANK - 0.003, away);
    float valley = exp(-max(away - CREST - FLANK, 0.0) / 0.012) * (1.0 - rise);
    float tone = 1.03 - (off > 0.0 ? 0.22 : 0.12) * flank - 0.14 * valley * (1.0 - flank);
    float lap = mod(p.x - CREST - FLANK, LAP);
    tone *= 1.0 - 0.42 * inside(min(lap, LAP - lap) - 0.0009);

    // Screws stand in every second valley; below each a little rust has run.
    vec2 screw = vec2(mod(p.x, 2.0 * PITCH) - 0.5 * PITCH, mod(p.y, ROWS) - 0.5 * ROWS);
    float washer = inside(length(screw) - SCREW), rim = inside(abs(length(screw) - SCREW) - 0.0012);
    float run = smoothstep(0.005, 0.0, abs(screw.x)) * smoothstep(0.0, -0.01, screw.y) * smoothstep(-0.16, 0.0, screw.y);
    run *= 0.5 + 0.5 * noise(uv * vec2(90.0, 7.0), ivec2(90, 7), 3u);
    float cloud = noise(uv * vec2(4.0, 8.0), ivec2(4, 8), 1u) + 0.4 * noise(uv * vec2(60.0, 120.0), ivec2(60, 120), 2u);
    tone *= (1.0 + 0.012 * cloud) * (1.0 + 0.06 * washer) * (1.0 - 0.35 * rim);
    paint(vec3(tone) - run * vec3(0.03, 0.11, 0.17), HIGH * (rise - 0.5));
}
