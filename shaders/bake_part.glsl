// What lights squares of the atlas: dimmable lamps, ENTRIES of them.

#ifndef ENTRIES
#define ENTRIES 4
#endif

uniform int square;  // texels along the edge of a square
