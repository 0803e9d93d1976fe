"""Layers: pictures of other programs that are put into ours."""

from pathlib import Path
from typing import Any, Literal, Self

from pydantic import SerializerFunctionWrapHandler, ValidationError, model_serializer

from liminal.errors import LiminalError, did_you_mean
from liminal.settings.complaint import complaint
from liminal.settings.section import Section, dial, without_usual

NO_LAYER = "off"  # in place of a file
FORM = "write it as FILE, or FILE@KEY=VALUE,KEY=VALUE, e.g. monster.%04d.exr@scale=683,alpha=straight"
ASKED = ("alpha", "scale", "motion", "rate")  # keys behind an "@"

Alpha = Literal["premultiplied", "straight"]
FieldMotion = Literal["hold", "blend"]
Rate = Literal["29.97", "59.94"]

FRAME_FIELDS = {"29.97": 2, "59.94": 1}  # for how many fields of a film a picture lasts, by its rate


class LayerSettings(Section):
    """A layer: a picture, numbered pictures or a video with alpha."""

    file: str = dial(..., "One picture, numbered ones as monster.%04d.exr, or a video", min_length=1)
    alpha: Alpha | None = dial(
        None, "Whether its colours are multiplied by its alpha; unset: those of EXR are, others are not"
    )
    scale: float | None = dial(
        None, "Luminance of its value 1; unset: 1 of EXR, 150 of others, as white paper has it", unit="cd/m2", gt=0
    )
    motion: FieldMotion = dial("hold", "What the second field of a frame shows: the same picture, or half of the next")
    rate: Rate | None = dial(None, "Pictures a second; unset: by their number, or as the video says", unit="Hz")
    content: str | None = dial(None, "SHA-256 of its files' sizes and ends, in recipes: others are refused")

    @model_serializer(mode="wrap")
    def _in_short(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return without_usual(dump(self), LayerSettings, ("motion",))

    @classmethod
    def parse(cls, words: str) -> Self:
        """Return the layer that FILE or FILE@KEY=VALUE,... names. Raises LiminalError for anything else."""
        file, at, told = words.rpartition("@")
        # An "@" in a name is not before values.
        if not at or "=" not in told or Path(words).exists():
            return cls(file=words)
        values: dict[str, Any] = {}
        for each in told.split(","):
            key, equal, value = (part.strip() for part in each.partition("="))
            if key not in ASKED or not equal:
                raise LiminalError(f'"{words}": there is no "{key}"{did_you_mean(key, ASKED)}; {FORM}')
            values[key] = value
        try:
            return cls.model_validate({"file": file, **values})
        except ValidationError as error:
            raise LiminalError(complaint(error, f'"{words}"', cls)) from None

    @property
    def frame_fields(self) -> int | None:
        """For how many fields of a film each picture lasts; None where it does not say."""
        return None if self.rate is None else FRAME_FIELDS[self.rate]
