// Layers of other programs over the light of a picture: in front of what lies farther off than they do, or of all.

#include "layer.constants"

uniform sampler2D layer_light;     // all of them, one above the other. rgb: cd/m2, times a, the share that they cover; of
                                   // a shadow the share of light that is left
uniform sampler2D layer_nearness;  // 1/m, of their depth along the axis
uniform vec4 layer_maps[LAYERS];   // from places in the picture, 0 to 1, to texels of each: scale, shift
uniform vec4 layer_boxes[LAYERS];  // its width and height, texels; its lowest row; LIT, DEEP or SHADOW
uniform vec4 layer_place;          // from a fragment to its place in the picture: scale, shift
uniform vec2 layer_jitter;         // from there to where this sample was taken
uniform float layer_rise;          // from the middle of a field's line to that of its upper row
uniform float layer_limit;         // cd/m2: brighter light is shown as this

const vec3 LAYER_LUMINANCE = vec3(0.2126, 0.7152, 0.0722);  // ITU-R BT.709-6, item 3.3
const float LAYER_MAXIMUM = 65504.0;                        // of half floats

// What is there of each layer: light, at most the limit, and cover; luminance without the limit; nearness; the least depth
// of the scene, 0 to 1, that is behind it.
vec4 layer_over[LAYERS];
float layer_bright[LAYERS], layer_near[LAYERS], layer_least[LAYERS];
vec3 layer_left;                   // share of the scene's light that shadows leave

// Where a place is in the texture, of a layer that is there.
vec2 layer_texel(int number, vec2 texel) {
    vec4 box = layer_boxes[number];
    return (clamp(texel, vec2(0.5), box.xy - 0.5) + vec2(0.0, box.z)) / vec2(textureSize(layer_light, 0));
}

// `closer`: how much nearer the scene is than when it was drawn, a factor of depth along the axis.
void look_up_layers(float closer) {
    vec2 place = gl_FragCoord.xy * layer_place.xy + layer_place.zw, rise = vec2(0.0, layer_rise);
    layer_left = vec3(1.0);
    for (int i = 0; i < LAYERS; ++i) {
        vec4 map = layer_maps[i], box = layer_boxes[i];
        vec2 texel = place * map.xy + map.zw, row = rise * map.xy;
        bool there = all(greaterThan(texel, vec2(0.0))) && all(lessThan(texel, box.xy));
        vec4 light = 0.5 * (textureLod(layer_light, layer_texel(i, texel + row), 0.0)
                          + textureLod(layer_light, layer_texel(i, texel - row), 0.0));
        float kept = textureLod(layer_nearness, layer_texel(i, texel + layer_jitter * map.xy), 0.0).r;
        layer_left *= there && box.w == SHADOW ? light.rgb : vec3(1.0);
        light *= there && box.w != SHADOW ? 1.0 : 0.0;
        layer_over[i] = vec4(min(light.rgb, layer_limit), light.a);
        layer_bright[i] = min(dot(light.rgb, LAYER_LUMINANCE), LAYER_MAXIMUM);
        layer_near[i] = box.w == DEEP ? kept : FOREMOST;
        // Behind is what is no nearer, within the precision of depth. The inverse of that goes evenly with what is drawn.
        float most = closer * kept * (1.0 + DEPTH_SHARE) / max(1.0 - DEPTH_SLACK * kept, 1e-3);
        layer_least[i] = box.w == DEEP ? (1.0 / NEAR_PLANE - most) / (1.0 / NEAR_PLANE - 1.0 / FAR_PLANE) : -1.0;
    }
}

// The light of a sample under the layers: `scene` as it is drawn, cd/m2, with its luminance, at a depth from 0 to 1.
vec4 under_layers(vec4 scene, float depth) {
    vec4 sum = scene * vec4(layer_left, dot(layer_left, LAYER_LUMINANCE));
    float cover[LAYERS];
    for (int i = 0; i < LAYERS; ++i) {
        cover[i] = depth >= layer_least[i] ? layer_over[i].a : 0.0;
        sum *= 1.0 - cover[i];
    }
    for (int i = 0; i < LAYERS; ++i) {
        float seen = depth >= layer_least[i] ? 1.0 : 0.0;
        // Of two as near as each other the later is in front.
        for (int j = 0; j < LAYERS; ++j)
            if (layer_near[j] > layer_near[i] || (layer_near[j] == layer_near[i] && j > i))
                seen *= 1.0 - cover[j];
        sum += seen * vec4(layer_over[i].rgb, layer_bright[i]);
    }
    return sum;
}
