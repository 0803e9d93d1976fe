"""The recipe of a picture or a film: everything needed to make it again, kept inside the file itself."""

import json
import struct
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from liminal.errors import LiminalError
from liminal.file_name import file_url
from liminal.settings.clock import Clock
from liminal.settings.layer import LayerSettings
from liminal.settings.projection_name import ProjectionName, StereoName
from liminal.settings.text_file import read_text_file
from liminal.view.pose import Pose

# The name under which formats that have named fields (PNG, EXR) keep the recipe; the others have one comment.
KEY = "liminal"

BARE_WORLD = 1  # the version of the world before things stood in it


class Recipe(BaseModel):
    """How a file was made. It holds no date and no machine name: the same picture carries the same recipe.

    The first key, `liminal`, is the version of the program, and tells a recipe from any other comment.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    liminal: str  # version of the program
    world: int  # version of the world: another one may build other rooms from the same seed
    renderer: str = ""  # GL_RENDERER of the driver that drew it
    preset: str  # name of the preset, for people
    settings: dict[str, Any]  # the whole preset with every change made to it, exposure included
    seed: int
    pose: Pose  # of a film: where it begins
    width: int = Field(gt=0)  # pixels
    height: int = Field(gt=0)  # pixels
    samples: int = Field(gt=0)  # for each pixel
    lit_for: tuple[Pose, ...] = ()  # of a still: the poses that light was found for together; none: its own alone
    seconds: float | None = None  # None: a still
    storyboard: dict[str, Any] | None = None  # of a film; None: one that walks, and no more
    loop: bool | None = None  # whether a film ends as it began
    projection: ProjectionName | None = None  # None: flat
    stereo: StereoName | None = None  # None: for one eye
    eyes: float | None = None  # m between two
    layers: tuple[LayerSettings, ...] = ()  # put into it, the later in front
    shadow_layers: tuple[LayerSettings, ...] = ()  # what light they leave to the place
    radius: float | None = None  # m, of a model; None: a picture or film
    scan: str | None = None  # how a tape's fields are shown; None: no tape, or no film
    codec: str | None = None  # of a film
    silent: bool | None = None  # whether a film has no sound; None: a still, or an old file
    flash_limit: bool | None = None  # whether flashes were looked for; None: a still, or an old file
    flashes: int | None = None  # frames of a film in which they were held back
    chapters: tuple[tuple[float, float, str], ...] = ()  # from, to (s) and title
    subtitles: tuple[tuple[float, float, str], ...] = ()  # from, to (s) and text
    # Of a piece of a film: the first, and the first that is not in it; of a still on tape, the one on the tape.
    frames: tuple[int, int] | None = None

    @property
    def clock(self) -> Clock | None:
        """The camera's clock at the start; None without one."""
        date = self.settings.get("display", {}).get("date")
        return Clock.of(date) if date else None

    def text(self) -> str:
        """Write the recipe as one line of JSON in plain ASCII, which every container can carry."""
        fields = self.model_dump(mode="json", exclude_none=True)
        return json.dumps({name: value for name, value in fields.items() if value != []}, separators=(",", ":"))


def parse_recipe(text: str, source: Path) -> Recipe:
    """Read a recipe from the text of `Recipe.text`; `source` names the file in the error."""
    try:
        fields = json.loads(text)
    except json.JSONDecodeError:
        fields = None
    if not isinstance(fields, dict) or KEY not in fields:
        raise no_recipe(source)
    if "source" in fields:
        raise LiminalError(
            f"{source} is footage that liminal vhs has played, and no place: give a picture or film of one"
        )
    try:
        return _upgraded(Recipe.model_validate(fields))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise LiminalError(
            f"cannot use the recipe in {source}: {where}: {first['msg'].lower()}; make the file anew"
        ) from error


def _upgraded(recipe: Recipe) -> Recipe:
    """The recipe of an older file for the world of today: of version 1 nothing differs but that nothing stood there."""
    if recipe.world != BARE_WORLD:
        return recipe
    bare = {**recipe.settings.get("world", {}), "things": 0.0, "landmarks": 0.0}
    return recipe.model_copy(update={"world": BARE_WORLD + 1, "settings": {**recipe.settings, "world": bare}})


def no_recipe(source: Path) -> LiminalError:
    """Say that a file carries no recipe."""
    return LiminalError(
        f"{source} carries no recipe: it was not made by liminal, or another program has rewritten it; "
        "give a file as liminal wrote it"
    )


def check_world(recipe: Recipe, source: Path | None) -> None:
    """Raise LiminalError where a recipe, found in `source`, is of another version of the world."""
    from liminal.world.cell_grid import WORLD_VERSION

    if recipe.world != WORLD_VERSION:
        raise LiminalError(
            f"{source} shows version {recipe.world} of the world, and this program builds version {WORLD_VERSION}, "
            f"where the same seed is another place; make it with liminal {recipe.liminal}"
        )


def read_recipe(path: str | Path) -> Recipe:
    """Read the recipe out of a picture, film or model that liminal wrote.

    Raises LiminalError when the file cannot be read, is of an unknown kind, or carries no recipe.
    """
    path = Path(path)
    return parse_recipe(read_text(path), path)


def read_text(path: Path) -> str:
    """Read the text of a recipe out of a file; raises LiminalError as `read_recipe` does."""
    read = _READERS.get(path.suffix.lower())
    if read is None:
        allowed = ", ".join(_READERS)
        raise LiminalError(f"cannot read a recipe from {path}: unknown kind of file; allowed are {allowed}")
    if not path.is_file():
        raise LiminalError(f"cannot read {path}: there is no such file; check its name")
    try:
        text = read(path)
    except (OSError, SyntaxError, ValueError, RuntimeError, EOFError, KeyError, BadZipFile) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise LiminalError(f"cannot read {path}: {reason}; is it damaged?") from error
    if not text:
        raise no_recipe(path)
    return text


def _from_image(path: Path) -> str:
    """Read the text that pillow finds in a PNG, JPEG, TIFF or GIF; "" when there is none."""
    from PIL import Image

    with Image.open(path) as image:
        if image.format == "TIFF":
            text = image.getexif().get(270, "")  # ImageDescription
        else:
            text = image.info.get(KEY) or image.info.get("comment", "")
    return text.decode("ascii", "replace") if isinstance(text, bytes) else str(text)


def _from_exr(path: Path) -> str:
    """Read our attribute from the header of an OpenEXR file; "" when there is none."""
    import OpenEXR

    with path.open("rb") as stream, OpenEXR.File(stream, header_only=True) as file:
        return str(file.header().get(KEY, ""))


def _from_movie(path: Path) -> str:
    """Read the comment of a film, or of sound alone; "" when there is none."""
    import av

    with av.open(file_url(path)) as movie:
        return movie.metadata.get("comment") or movie.metadata.get("COMMENT") or ""


def _from_gltf(path: Path) -> str:
    """Read the extras of the scene in a binary glTF file; "" when there are none of ours."""
    with path.open("rb") as file:
        magic, _, _, length, kind = struct.unpack("<4sIII4s", file.read(20).ljust(20))
        if (magic, kind) != (b"glTF", b"JSON"):
            raise ValueError("not binary glTF")
        scenes = json.loads(file.read(length)).get("scenes", [{}])
    fields = scenes[0].get("extras", {}).get(KEY)
    return json.dumps(fields) if fields else ""


HEAD = 8  # lines of an OBJ file among which the recipe stands


def _from_obj(path: Path) -> str:
    """Read our comment from the head of an OBJ file; "" when there is none."""
    with path.open(encoding="ascii", errors="replace") as file:
        head = [line.rstrip() for line in islice(file, HEAD)]
    mark = f"# {KEY}: "
    return next((line.removeprefix(mark) for line in head if line.startswith(mark)), "")


PORTFOLIO_RECIPE = "recipe.json"  # the name of a recipe in an archive of pictures


def _from_portfolio(path: Path) -> str:
    """Read the recipe of pictures in an archive."""
    with ZipFile(path) as archive:
        return archive.read(PORTFOLIO_RECIPE).decode("ascii")


def _from_text(path: Path) -> str:
    """Read a recipe that lies by itself."""
    return read_text_file(path, "a file that liminal wrote")


_READERS: dict[str, Callable[[Path], str]] = {
    ".png": _from_image,
    ".jpg": _from_image,
    ".jpeg": _from_image,
    ".tif": _from_image,
    ".tiff": _from_image,
    ".exr": _from_exr,
    ".mp4": _from_movie,
    ".mkv": _from_movie,
    ".mov": _from_movie,
    ".gif": _from_image,
    ".wav": _from_movie,
    ".flac": _from_movie,
    ".m4a": _from_movie,
    ".glb": _from_gltf,
    ".obj": _from_obj,
    ".json": _from_text,
    ".zip": _from_portfolio,
}
