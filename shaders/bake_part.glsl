// What lights squares of the atlas: the dimmable lamps, each as bright as it is now.

#ifndef PARTS
#define PARTS 1
#endif

uniform float dimmers[PARTS];  // 1 = the lamp's mean output
uniform int square;            // texels along the edge of a square
