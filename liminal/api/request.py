"""Requests: all that can be asked of a file to be made. A field that is not set is decided when it is made.

Its value is that of the recipe that the request starts from, or else the usual one; so `ClipRequest()` and
`ClipRequest(seed=7)` differ where a recipe has another seed.
"""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

from pydantic import ConfigDict, ModelWrapValidatorHandler, ValidationError, field_validator, model_validator

from liminal.api.limits import (
    CLIP_SECONDS,
    CLIP_SIZE,
    HELD_SECONDS,
    RADIUS,
    STILL_SAMPLES,
    STILL_SIZE,
    TAPE_STILL_SIZE,
    Size,
)
from liminal.errors import LiminalError
from liminal.film.recipe import Recipe
from liminal.film.scan import Scan
from liminal.settings.complaint import complaint
from liminal.settings.figure import FigureSettings
from liminal.settings.layer import NO_LAYER, LayerSettings
from liminal.settings.preset import Preset
from liminal.settings.projection_name import EYES, ProjectionName, StereoName
from liminal.settings.section import Section, dial
from liminal.settings.thing import ThingSettings
from liminal.settings.view_ranges import EXPOSURE, EYE, FOV, PITCH, ROLL, YAW

Codec = Literal["h264", "hevc", "av1", "prores", "dnxhr", "ffv1"]
ModelFormat = Literal["gltf", "obj", "camera", "chan", "transforms", "colmap"]
CameraRate = Literal["29.97", "59.94"]
ArrayFormat = Literal["npz", "exr", "png"]
PictureFormat = Literal["png", "npy"]
Bounds = tuple[int | None, int | None]  # the first frame, and the first after them; None is the film's own end

Asked = TypeVar("Asked", bound="StillRequest")

# Fields that are of the place and its films, of which a studio has one.
PLACE = (
    "source",
    "preset",
    "seed",
    "overrides",
    "things",
    "figures",
    "tape",
    "aligned",
    "exposure",
    "shot",
    "camera",
    "loop",
    "clean",
)


def _parsed(rows: Any, parse: Callable[[str], Section]) -> Any:
    """Return rows of a table, of which some may be words; anything else than a list is left to pydantic."""
    if not isinstance(rows, list | tuple):
        return rows
    return tuple(parse(each) if isinstance(each, str) else each for each in rows)


class Request(Section):
    """All that is asked of a file. Raises LiminalError for values that are not allowed."""

    # Lengths and radii that are inf or nan are refused where they are used, with the range that is allowed.
    model_config = ConfigDict(allow_inf_nan=True)

    @model_validator(mode="wrap")
    @classmethod
    def _in_words(cls, fields: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(fields)
        except ValidationError as error:
            raise LiminalError(complaint(error, cls.__name__, cls)) from None

    def is_set(self, name: str) -> bool:
        """Tell whether a field was asked for, rather than left as it is."""
        return name in self.model_fields_set

    def completed(self, usual: dict[str, Any]) -> Self:
        """Return the request with fields that are not set replaced by those of `usual`."""
        return self.model_copy(update={name: value for name, value in usual.items() if not self.is_set(name)})


class StillRequest(Request):
    """A picture of a place."""

    source: Recipe | Path | None = dial(None, "recipe, or file with one, that says what is not set here")
    preset: Preset | Path | str | None = dial(None, "the place: a name, a .toml file, or what load_preset gave")
    seed: int | str = dial(7, "which place: a whole number from 0, or a word")
    overrides: tuple[str, ...] = dial((), 'settings to change, as "light.lamp_luminance=4000"')
    tape: Path | str | None = dial(None, 'what it is recorded on: a name, a file, "random", "random:SEED", or "off"')
    aligned: bool = dial(False, "nothing of camera and tape moves anything from its pixel")
    exposure: float | None = dial(None, "brighter than metered", unit="EV", **EXPOSURE.bounds)
    at: tuple[float, float] | None = dial(None, "where to stand, x and z; unset: a good place is found", unit="m")
    goto: str | None = dial(None, 'stand before the nearest of these instead: "landmark:pile"')
    eye: float | None = dial(None, "height of the eye above the floor", unit="m", **EYE.bounds)
    yaw: float | None = dial(None, "0 looks along -z, 90 along +x", unit="degrees", **YAW.bounds)
    pitch: float | None = dial(None, "up is positive", unit="degrees", **PITCH.bounds)
    roll: float | None = dial(None, "clockwise is positive", unit="degrees", **ROLL.bounds)
    fov: float | None = dial(None, "vertical field of view", unit="degrees", **FOV.bounds)
    things: tuple[ThingSettings, ...] = dial((), 'models that stand there, as "chair.glb@12.5,-40,90"')
    figures: tuple[FigureSettings, ...] = dial((), 'people who stand there, as "worker@12.5,-40,90"')
    size: Size = dial(STILL_SIZE, "width and height; unset: as the preset has it, or as is usual", unit="pixels")
    projection: ProjectionName | None = dial(None, "equirect, fisheye or cube; unset: flat")
    stereo: StereoName | None = dial(None, "for two eyes, side by side or one on top; unset: for one")
    eyes: float | None = dial(None, "between two eyes; unset: 0.063", unit="m", **EYES.bounds)
    samples: int | None = dial(None, "for each pixel; unset: as many as is usual", ge=1, le=1024)
    passes: tuple[str, ...] = dial((), 'parts of a picture to write in place of it, as "depth"; docs/passes.md')
    layers: tuple[LayerSettings, ...] = dial((), 'put into the light, as "monster.%04d.exr"; docs/layers.md')
    shadow_layers: tuple[LayerSettings, ...] = dial((), "the share of the place's light that they leave, as files")

    @field_validator("layers", "shadow_layers", mode="before")
    @classmethod
    def _layers_in_words(cls, layers: Any) -> Any:
        """Take "monster.%04d.exr@scale=100" for a layer, and "off" alone for none, against a recipe's."""
        if isinstance(layers, list | tuple) and list(layers) == [NO_LAYER]:
            return ()
        return _parsed(layers, LayerSettings.parse)

    @field_validator("things", mode="before")
    @classmethod
    def _things_in_words(cls, things: Any) -> Any:
        """Take "chair.glb@12.5,-40,90" for a thing."""
        return _parsed(things, ThingSettings.parse)

    @field_validator("figures", mode="before")
    @classmethod
    def _figures_in_words(cls, figures: Any) -> Any:
        """Take "worker@12.5,-40,90" for a figure."""
        return _parsed(figures, FigureSettings.parse)


class FilmRequest(StillRequest):
    """The shots of a film."""

    seconds: float = dial(CLIP_SECONDS, "length; unset: as long as the shots last, or 10", unit="s")
    shot: Path | str | None = dial(None, "storyboard: a name or a .toml file; unset: wander from 20 s on, else stroll")
    loop: bool = dial(False, "the end meets the beginning; for films of one walk")
    camera: Path | None = dial(None, "camera of one's own that is tracked, instead of a shot; unset: none")


class ModelRequest(FilmRequest):
    """A part of a place as a scene for other programs; with `seconds` or a `shot`, the part that a film shows."""

    radius: float = dial(RADIUS, "from the camera to each edge of the part", unit="m")
    lightmaps: bool = dial(False, "bake our light in as well; .glb only")
    format: ModelFormat | None = dial(None, "unset: as the file's extension says; .json holds a camera of ours")
    rate: CameraRate | None = dial(
        None,
        "samples of a film's camera, once a frame or for each field; unset: 59.94 in files that know times",
        unit="Hz",
    )
    lens_maps: bool = dial(False, "write the distortion of a tape's lens as well, there and back")

    @property
    def is_filmed(self) -> bool:
        """Whether a film is asked for."""
        return self.is_set("seconds") or self.shot is not None or self.camera is not None


class ClipRequest(FilmRequest):
    """A film of a place, or its sound alone."""

    size: Size = dial(CLIP_SIZE, "width and height", unit="pixels")
    clean: bool = dial(False, "the shot itself, without a tape")
    scan: Scan | None = dial(None, "how a tape's fields are shown; unset: bob")
    codec: Codec | None = dial(None, "see `liminal clip --help`; unset: the container's usual one")
    flash_limit: bool = dial(True, "hold back more than three flashes a second (ITU-R BT.1702)")
    silent: bool = dial(False, "leave the sound out")
    subtitles: bool = dial(False, "add a track of subtitles that names the sounds; .mp4, .mov, .mkv")
    frames: Bounds | None = dial(None, "only frames A up to but not B, 29.97 a second, for join_clips")


class DatasetRequest(Request):
    """Samples of many worlds: views, their passes, and the same views on tapes."""

    seeds: tuple[int, int] = dial((0, 100), "from this seed up to but not that one")
    places: tuple[Path | str, ...] = dial(("level-0",), "presets: names or .toml files")
    overrides: tuple[str, ...] = dial((), 'settings of all places to change, as "light.lamp_luminance=4000"')
    views: int = dial(8, "of each world", ge=1, le=1000)
    size: Size = dial(TAPE_STILL_SIZE, "width and height", unit="pixels")
    samples: int = dial(STILL_SAMPLES, "for each pixel", ge=1, le=1024)
    passes: tuple[str, ...] = dial(("depth", "normal"), "parts of each picture to write as well; docs/passes.md")
    tapes: tuple[Path | str, ...] = dial(
        ("none",), 'tapes that each view is played from: names, files, "random", which is another each time, or "none"'
    )
    aligned: bool = dial(False, "nothing of camera and tape moves anything from its pixel")
    pictures: PictureFormat = dial("png", "files of pictures; npy is an array, uint8 (height, width, 3)")
    format: ArrayFormat = dial("npz", "files of passes")
    shares: tuple[float, float, float] = dial((0.8, 0.1, 0.1), "of the seeds, for train, val and test")


class DubRequest(Request):
    """Footage of one's own, played onto a tape and back."""

    source: Path | None = dial(None, "file that such footage was made into: what is not set is as it says")
    tape: Path | str = dial("camcorder", 'the tape: a name, a file, "random", "random:SEED", or "off"')
    aligned: bool = dial(False, "nothing of camera and tape moves anything from its pixel")
    camera: bool | None = dial(None, "whether a camcorder films it anew; unset: as the tape has it")
    overrides: tuple[str, ...] = dial((), 'settings to change, as "tape.speed=ep"')
    seed: int | str = dial(7, "which piece of tape: a whole number from 0, or a word")
    scan: Scan | None = dial(None, "how a tape's fields are shown; unset: as is usual for the file")
    size: Size | None = dial(None, "width and height of the 4:3 picture", unit="pixels")
    fit: Literal["whole", "crop"] = dial("whole", "black bars, or cut edges")
    codec: Codec | None = dial(None, "see `liminal clip --help`; unset: the container's usual one")
    silent: bool = dial(False, "leave the sound out")
    seconds: float = dial(5.0, "length of a picture's film", unit="s", **HELD_SECONDS.bounds)
    rate: Fraction | None = dial(None, "of numbered or raw pictures; unset: 29.97", unit="Hz")
    picture: Path | None = dial(None, "held for the length of footage that is only sound")
    partial: bool = dial(False, "play what there is of a file that ends early")
    slow: bool = dial(False, "let pictures stay for as long as the file says")
    raw: Size | None = dial(None, "standard input is bare rgb24 pictures of this size", unit="pixels")
    pipe: Literal["y4m", "raw"] = dial("y4m", "what goes to standard output")


def asked_of(kind: type[Asked], request: Asked | None, own: StillRequest | None) -> Asked:
    """Return the request for a file: the one given, else the fields of the studio's `own` that such a file has.

    Raises LiminalError where a request asks for another place than its studio has.
    """
    if request is None:
        shared = own.model_fields_set & kind.model_fields.keys() if own is not None else set()
        return kind(**{name: getattr(own, name) for name in shared})
    strays = [name for name in PLACE if request.is_set(name)]
    if strays and request != own:
        raise LiminalError(f"{strays[0]} is of the place, and a studio has one: use Studio.from_request")
    return request
