#version 330 core

// The mean radiosity of the kinds of surface (walls, ceilings, floors): sums over each row of the list and then, with
// ROWS, over the rows. Surfaces that are not in the list send out the same.

#include "light.constants"

#ifdef ROWS
uniform sampler2D wall_sums, ceiling_sums, floor_sums;  // a texel for each row
uniform vec3 kinds;  // the share of each kind in the area of all

layout(location = 0) out vec4 average;  // lux; a texel for each kind, and one for all of them

void main() {
    vec3 weight = kinds;
    for (int kind = 0; kind < 3; ++kind)
        if (int(gl_FragCoord.x) < 3) weight[kind] = int(gl_FragCoord.x) == kind ? 1.0 : 0.0;
    average = vec4(0.0);
    for (int row = 0; row < textureSize(wall_sums, 0).x; ++row) {
        ivec2 place = ivec2(row, 0);
        average += texelFetch(wall_sums, place, 0) * weight.x + texelFetch(ceiling_sums, place, 0) * weight.y;
        average += texelFetch(floor_sums, place, 0) * weight.z;
    }
}
#else
uniform sampler2D radiosity;  // lux
uniform sampler2D shares;     // xyz: of each in the mean of its kind, by area

layout(location = 0) out vec4 walls;
layout(location = 1) out vec4 ceilings;
layout(location = 2) out vec4 floors;

void main() {
    walls = ceilings = floors = vec4(0.0);
    for (int column = 0; column < LIST_WIDTH; ++column) {
        ivec2 place = ivec2(column, int(gl_FragCoord.x));
        vec4 light = texelFetch(radiosity, place, 0), share = texelFetch(shares, place, 0);
        walls += light * share.x;
        ceilings += light * share.y;
        floors += light * share.z;
    }
}
#endif
