"""The legend of passes: the arrays that each has, and what their numbers are."""

# As docs/passes.md defines them.
PASS_LEGEND = {
    "picture": {"picture": "cd/m2, linear Rec. 709"},
    "depth": {"depth": "m along the camera's axis", "distance": "m along the ray"},
    "normal": {"normal": "unit vector, world x y z", "normal_camera": "unit vector: right, up, backwards"},
    "position": {"position": "m, world x y z"},
    "id": {"id": "number of a part of the place, lamp, thing or figure, see ids of the sample"},
    "material": {"material": "number, see materials"},
    "thing": {"thing": "number of a kind of thing, see ids of the sample; 0: the place"},
    "uv": {"uv": "m along the surface"},
    "albedo": {"albedo": "share of light scattered, linear Rec. 709"},
    "irradiance": {"irradiance": "lux, linear Rec. 709"},
    "direct": {"direct": "lux, linear Rec. 709"},
    "bounce": {"bounce": "lux, linear Rec. 709"},
    "emission": {"emission": "cd/m2, linear Rec. 709"},
    "specular": {"specular": "cd/m2, linear Rec. 709"},
}
