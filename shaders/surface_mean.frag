#version 330 core
// The mean of each layer of a texture array, one a texel: read from the 8 x 8 level, where rounding to half
// floats has not yet added up.

uniform sampler2DArray layers;

out vec4 mean;

void main()
{
    int level = int(log2(float(textureSize(layers, 0).x))) - 3;
    ivec2 size = textureSize(layers, level).xy;
    vec4 sum = vec4(0.0);
    for (int y = 0; y < size.y; ++y)
        for (int x = 0; x < size.x; ++x)
            sum += texelFetch(layers, ivec3(x, y, int(gl_FragCoord.x)), level);
    mean = sum / float(size.x * size.y);
}
