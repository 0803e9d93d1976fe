// A row of the picture to be encoded, PIXELS of it at a time: R'G'B', the lines of two fields alternating, top line first.
// PACKED: in the layout of shaders/camera_picture.frag, four pixels of 8 bits a channel in a texel.

#ifdef PACKED
uniform isampler2D picture;
#else
uniform sampler2D picture;
#endif

// The pixels from number `first` on; beyond the ends of the row the last one repeats.
void load_pixels(int first, int row, out vec3 pixels[PIXELS]) {
#ifdef PACKED
    // Arrays of whole texels are shifted by two pixels and by one.
    const int FETCHED = (PIXELS + 6) / 4;
    int last = textureSize(picture, 0).x - 1, begin = first >> 2;
    int all[4 * FETCHED], shifted[PIXELS + 1];
    for (int i = 0; i < FETCHED; i++) {
        ivec4 words = texelFetch(picture, ivec2(clamp(begin + i, 0, last), row), 0);
        for (int j = 0; j < 4; j++)
            all[4 * i + j] = begin + i < 0 ? words.x : begin + i > last ? words.w : words[j];
    }
    bool by_two = (first & 2) != 0, by_one = (first & 1) != 0;
    for (int i = 0; i <= PIXELS; i++)
        shifted[i] = by_two ? all[i + 2] : all[i];
    for (int i = 0; i < PIXELS; i++) {
        int word = by_one ? shifted[i + 1] : shifted[i];
        pixels[i] = vec3(word & 255, (word >> 8) & 255, (word >> 16) & 255) / 255.0;
    }
#else
    int last = textureSize(picture, 0).x - 1;
    for (int i = 0; i < PIXELS; i++)
        pixels[i] = texelFetch(picture, ivec2(clamp(first + i, 0, last), row), 0).rgb;
#endif
}
