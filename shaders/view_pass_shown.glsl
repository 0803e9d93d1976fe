// The passes of a picture beside its light: what is laid over a picture is drawn into one pass after another.

uniform int pass_shown;  // its number: 0 the light itself, then as the outputs of view_passes.glsl

// What is added to the pass that is drawn. `light`: of the picture.
vec4 of_pass(vec4 light, vec3 albedo, vec3 diffuse, vec3 direct) {
    vec3 part = pass_shown == 1 ? albedo : pass_shown == 2 ? diffuse : pass_shown == 3 ? direct : vec3(0.0);
    return pass_shown == 0 ? light : vec4(part, 0.0);
}
