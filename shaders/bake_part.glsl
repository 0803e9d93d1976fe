// The light of dimmable lamps on squares of the atlas, ENTRIES lamps at a time.

#ifndef ENTRIES
#define ENTRIES 4
#endif

uniform int square;  // texels along the edge of a square
