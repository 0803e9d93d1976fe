#version 330 core

// The links of groups of texels: a group has the links of its leader, each to the group of the texel it leads to.

#include "light.constants"

uniform usampler2DArray links;  // of the texels, four a layer: a number in the list or, from `outside` on, a kind of surface
uniform isampler2D members;     // x: the group of the texel with this number; y: the leader of the group with this number
uniform int layer;              // of the links
uniform int outside, outside_groups;  // behind the lists of texels and of groups

layout(location = 0) out uvec4 group_links;


ivec2 folded(int i) {
    return ivec2(i % LIST_WIDTH, i / LIST_WIDTH);
}

void main() {
    int leader = texelFetch(members, ivec2(gl_FragCoord.xy), 0).y;
    uvec4 seen = texelFetch(links, ivec3(folded(leader), layer), 0);
    for (int i = 0; i < 4; ++i) {
#ifdef WATER
        const uint NUMBER = (1u << LINK_BITS) - 1u;
        uint way = seen[i] & ~NUMBER;
        int number = int(seen[i] & NUMBER);
#else
        const uint way = 0u;
        int number = int(seen[i]);
#endif
        int there = number < outside ? texelFetch(members, folded(number), 0).x : outside_groups + number - outside;
        group_links[i] = uint(there) | way;
    }
}
