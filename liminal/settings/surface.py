"""Surfaces: their colours, wear, and the resolution of their textures."""

from typing import Annotated, Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from liminal.settings.section import Section, dial, without_usual

# Linear reflectance in Rec. 709, 0 black to 1: no real paint or paper passes 0.92.
Reflectance = tuple[
    Annotated[float, Field(ge=0, le=0.92)],
    Annotated[float, Field(ge=0, le=0.92)],
    Annotated[float, Field(ge=0, le=0.92)],
]


# What a place may be finished in instead of what it is built of.
_Floors = Literal["as-built", "carpet", "pool-tile", "concrete-floor", "vct", "terrazzo", "wood"]
_Walls = Literal["as-built", "wallpaper", "pool-tile", "concrete", "painted-steel", "plaster", "wood"]
_Tiles = Literal["mosaic", "cream-tile"]
FloorFinish = _Floors | _Tiles
WallFinish = _Walls | _Tiles | Literal["blockwork"]
CeilingFinish = Literal["as-built", "ceiling-tile", "pool-tile", "concrete", "painted-steel", "plaster", "wood"]

# Keys that Level 0 needs only where they are changed.
_COLOURS = (
    *("pool_tile", "concrete", "concrete_floor", "painted_steel", "vct", "terrazzo", "plaster", "wood"),
    *("mosaic", "cream_tile", "blockwork"),
)
OTHER_PLACES = (*_COLOURS, "puddles", "relief", "floors", "walls", "ceilings")


class SurfaceSettings(Section):
    """The `surface` table of a preset. Colours are mean reflectances, linear Rec. 709."""

    @model_serializer(mode="wrap")
    def _in_short(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return without_usual(dump(self), type(self), OTHER_PLACES)

    texture_size: int = dial(1024, "Edge of each painted texture", unit="texels", ge=128, le=4096, multiple_of=128)

    paper: Reflectance = dial((0.745, 0.68, 0.405), "Wallpaper, print included: cream that has yellowed")
    carpet: Reflectance = dial((0.222, 0.218, 0.220), "Carpet, a grey that the room makes beige")
    ceiling: Reflectance = dial((0.765, 0.753, 0.715), "Ceiling tiles, their holes and the grid included")
    skirting: Reflectance = dial((0.70, 0.68, 0.61), "Skirting boards")
    enamel: Reflectance = dial((0.86, 0.865, 0.85), "White enamel: frames of lamps")
    grille: Reflectance = dial((0.42, 0.42, 0.40), "Vents, their dark slots included")
    diffuser: Reflectance = dial((0.62, 0.62, 0.60), "Diffusers when unlit")
    plastic: Reflectance = dial((0.72, 0.68, 0.56), "Ivory plastic: outlets")
    pool_tile: Reflectance = dial((0.755, 0.765, 0.745), "Glazed white tiles, their joints included")
    concrete: Reflectance = dial((0.330, 0.322, 0.300), "Bare concrete, cast against formwork")
    concrete_floor: Reflectance = dial((0.165, 0.160, 0.150), "Trowelled concrete underfoot")
    painted_steel: Reflectance = dial((0.46, 0.48, 0.47), "Sheet steel, painted grey")
    vct: Reflectance = dial((0.445, 0.425, 0.365), "Vinyl tiles in two colours, the mean of both")
    terrazzo: Reflectance = dial((0.425, 0.405, 0.365), "Terrazzo, its chips and cement together")
    plaster: Reflectance = dial((0.755, 0.740, 0.690), "Plaster, painted off-white")
    wood: Reflectance = dial((0.360, 0.245, 0.140), "Varnished oak")
    mosaic: Reflectance = dial((0.63, 0.715, 0.695), "Glazed mosaic, pale blue-green, its joints included")
    cream_tile: Reflectance = dial((0.745, 0.715, 0.640), "Glazed cream tiles, their joints included")
    blockwork: Reflectance = dial((0.50, 0.495, 0.42), "Painted blocks, the mean of the dado and the paint above")

    floors: FloorFinish = dial("as-built", "What floors are covered with instead of what the place has")
    walls: WallFinish = dial("as-built", "What walls are finished in instead of what the place has")
    ceilings: CeilingFinish = dial("as-built", "What ceilings are finished in instead of what the place has")
    puddles: float = dial(0.2, "Share of concrete floors that lies under water", ge=0, le=1)
    relief: float = dial(1.0, "How much joints, edges and grain catch the light, against the usual", ge=0, le=3)
    print_strength: float = dial(1.0, "Strength of the wallpaper's print, against the usual", ge=0, le=4)
    seam_mismatch: float = dial(0.004, "How far neighbouring drops of paper miss each other", unit="m", ge=0, le=0.05)
    drop_tone: float = dial(0.018, "Spread in tone between drops of paper", ge=0, le=0.2)
    wear: float = dial(1.0, "How unevenly carpet and walls have aged, against the usual", ge=0, le=3)
    stained_tiles: float = dial(0.008, "Share of ceiling tiles with a water stain", ge=0, le=1)
    slipped_tiles: float = dial(0.006, "Share of ceiling tiles that have slipped in the grid", ge=0, le=1)
    tubes: int = dial(4, "Fluorescent tubes behind each diffuser", ge=1, le=6)
