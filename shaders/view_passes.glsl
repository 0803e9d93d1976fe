// The passes of a picture beside its light (liminal/view/colour_passes.py): what a surface that hides all behind it gives
// each of them.

layout(location = 1) out vec4 pass_albedo;    // the share of light that is scattered
layout(location = 2) out vec4 pass_diffuse;   // scattered light, cd/m2
layout(location = 3) out vec4 pass_direct;    // of which: of light that came straight from what shines
layout(location = 4) out vec4 pass_emission;  // cd/m2

const float PASS_MAXIMUM = 65504.0;           // the largest half float

void give_passes(vec3 albedo, vec3 diffuse, vec3 direct, vec3 emission) {
    pass_albedo = vec4(albedo, 1.0);
    pass_diffuse = vec4(min(diffuse, PASS_MAXIMUM), 1.0);
    pass_direct = vec4(min(direct, PASS_MAXIMUM), 1.0);
    pass_emission = vec4(min(emission, PASS_MAXIMUM), 1.0);
}
