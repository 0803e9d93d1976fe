"""The camcorder: its lens, its chip, and the automatics that set them."""

from typing import Any, Literal, Self

from pydantic import SerializerFunctionWrapHandler, model_serializer

from liminal.settings.section import Section, dial, without_usual

CameraKind = Literal["one-chip", "three-chip"]


class CameraSettings(Section):
    """The `camera` table of a preset. Without a `kind` there is no camcorder, and the rest does nothing."""

    @model_serializer(mode="wrap")
    def _in_short(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return without_usual(dump(self), type(self), ("centred_colour",))

    kind: CameraKind | None = dial(None, "chips behind the lens; unset: no camcorder at all")

    distortion: float = dial(0.3, "how far the lens bends straight lines outwards", ge=0, le=1)
    softness: float = dial(0.5, "blur of the lens", ge=0, le=1)
    fringe: float = dial(0.4, "red and blue that the lens draws a little larger than green", ge=0, le=1)
    flare: float = dial(0.7, "light of lamps that the lens scatters over the picture", ge=0, le=1)
    vignette: float = dial(0.3, "loss of light in the corners", ge=0, le=1)
    dirt: float = dial(0.3, "smudges and dust on the lens, which show in the flare", ge=0, le=1)

    mosaic: float = dial(
        0.5,
        "how much of a colour mosaic a single chip has; above 0 colour is known for four pixels and two lines at once",
        ge=0,
        le=1,
    )
    centred_colour: bool = dial(
        False,
        "whether what a line of the mosaic lacks comes from the lines above and below alike; from the one above alone, "
        "colour lies half a line low",
    )
    smear: float = dial(0.5, "pale columns above and below lamps", ge=0, le=1)
    bloom: float = dial(0.5, "charge that runs over from lamps into their neighbours", ge=0, le=1)
    noise: float = dial(0.5, "noise of the chip; the gain raises it", ge=0, le=1)
    pattern: float = dial(0.3, "noise of the chip that stays where it is", ge=0, le=1)
    hot_pixels: float = dial(0.2, "pixels that shine by themselves", ge=0, le=1)

    knee: float = dial(1.0, "how far highlights are compressed before they clip", ge=0, le=1)
    aperture: float = dial(0.6, "how far edges are lifted, which draws outlines", ge=0, le=1)

    key: float = dial(0.35, "what the average of a scene becomes, between black (0) and white (1)", gt=0, le=1)
    iris: float = dial(0.6, "how far the iris lags behind the light, and overshoots", ge=0, le=1)
    gain: float = dial(18.0, "amplification at most, once the iris is open", unit="dB", ge=0, le=24)
    white: float = dial(
        0.25,
        "how much of a scene's tint the automatic white balance takes for its light's; 0 is set to daylight",
        ge=0,
        le=1,
    )
    hunting: float = dial(0.5, "how far the white balance wanders", ge=0, le=1)
    focus: float = dial(0.4, "how often and how far the automatic focus searches", ge=0, le=1)

    def perfect(self) -> Self:
        """The same exposure by a camera with three chips and no fault, set to daylight."""
        kept = {"kind", "key", "iris", "gain", "centred_colour"}
        faultless = {name: 0.0 for name in type(self).model_fields if name not in kept}
        return self.model_copy(update={"kind": "three-chip", **faultless})
