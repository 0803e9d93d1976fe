"""The studio: a camera in a world. It draws pictures and films as arrays, and writes them as files."""

from pathlib import Path
from typing import TYPE_CHECKING, Self

from liminal.api.drawing_studio import DrawingStudio
from liminal.api.limits import (
    CLIP_SECONDS,
)
from liminal.api.report import QUIET, Report
from liminal.api.world import World
from liminal.film.recipe import Recipe, read_recipe

if TYPE_CHECKING:
    from liminal.api.request import ClipRequest, FilmRequest, ModelRequest, StillRequest
    from liminal.settings.storyboard import Storyboard


class Studio(DrawingStudio):
    """A camera in a world: it draws stills and films from it.

        with Studio(World(seed=7)) as studio:
            picture = studio.still((1440, 1080))
            studio.write_clip("walk.mp4")

    OpenGL opens at the first picture and closes at the end of the block, or by `close`; then it may open anew.
    """

    def __init__(self, world: World, storyboard: "str | Path | Storyboard" = "stroll", loop: bool = False) -> None:
        """As for `DrawingStudio`."""
        super().__init__(world, storyboard, loop)
        self._recipe: Recipe | None = None  # the one it starts from
        self._request: StillRequest | None = None  # the one it was made from
        self.seconds = CLIP_SECONDS  # of its films, unless asked otherwise

    @classmethod
    def from_request(cls, request: "StillRequest", report: Report = QUIET) -> Self:
        """Return a studio in the place that a request names; it writes the file of the request, and others.

        A `ClipRequest` names a tape and a storyboard as well. Raises LiminalError for an invalid request.
        """
        from liminal.api.studio_setup import setup_of

        setup = setup_of(request, report)
        studio = cls(setup.world, setup.storyboard or "stroll", setup.loop)
        studio.seconds, studio._recipe, studio._request = setup.seconds, setup.recipe, request
        return studio

    @classmethod
    def from_recipe(cls, source: Recipe | str | Path) -> Self:
        """Return a studio that makes the file of a recipe again; `source`: the recipe, or the file that holds it.

        Raises LiminalError when the file carries no recipe, or one of another version of the world.
        """
        from liminal.api.request import ClipRequest, StillRequest

        recipe = source if isinstance(source, Recipe) else read_recipe(source)
        kind = StillRequest if recipe.seconds is None else ClipRequest
        return cls.from_request(kind(source=source if isinstance(source, Recipe) else Path(source)))

    def write_still(self, path: str | Path, request: "StillRequest | None" = None) -> None:
        """Write a picture with its recipe inside: .png, .jpg or .tif, or .exr for the light itself.

        With `passes` in the request these: .exr, .npz or .png, and a .json that explains them. `request`: None is the
        one that the studio was made from. Raises LiminalError for an invalid request.
        """
        from liminal.api.request import StillRequest, asked_of
        from liminal.api.still_writer import write_still

        write_still(self, Path(path), asked_of(StillRequest, request, self._request), self._recipe)

    def write_clip(
        self,
        path: str | Path,
        request: "ClipRequest | None" = None,
        *,
        workers: int | None = None,
        resume: bool = False,
        thumbnail: str | Path | None = None,
        dask: str | None = None,
        any_driver: bool = False,
        beside: str | Path | None = None,
        report: Report = QUIET,
    ) -> None:
        """Write a film with its sound and its recipe: .mp4, .mkv, .mov or .gif; its sound alone: .wav.

        Numbered pictures are out/%05d.png, or .tif, .jpg, and .exr for the light itself.

        It is made in segments of five seconds, each kept in PATH.parts until all are there. After an interruption the
        same call goes on from the last, and the file is the same to the byte. `request`: None is the one that the
        studio was made from. `workers`: processes, 1 to 64, this one included; None is one for each processor, as far
        as there is memory, for a film of 20 s or more that processors draw, and 1 where a GPU does. `resume`: refuse to
        begin anew. `thumbnail`: a picture out of the film, to be written too. `dask`: the machines that make
        it, by the address of their scheduler, or "local:N"; `any_driver`: they may draw with different drivers. With
        `passes` in the request the file is those of each frame, numbered from 1, as shot.%05d.exr, with a shot.json;
        the film of the same frames goes to `beside`. Raises LiminalError for an invalid request, and where the film
        cannot be written.
        """
        from liminal.api.clip_writer import write_clip
        from liminal.api.request import ClipRequest, asked_of

        asked = asked_of(ClipRequest, request, self._request)
        picture = Path(thumbnail) if thumbnail is not None else None
        write_clip(
            self,
            Path(path),
            asked,
            self._recipe,
            self._seconds_of(asked),
            workers=workers,
            resume=resume,
            thumbnail=picture,
            dask=dask,
            any_driver=any_driver,
            beside=Path(beside) if beside is not None else None,
            report=report,
        )

    def write_model(self, path: str | Path, request: "ModelRequest | None" = None) -> None:
        """Write a part of the place for other programs: .glb, or .obj with its .mtl and pictures beside it.

        Of a film also the camera alone: .json, Nuke's .chan, NeRF's transforms.json, or a folder for COLMAP.
        `request`: None is the one that the studio was made from. Raises LiminalError for an invalid request.
        """
        from liminal.api.model_writer import write_model
        from liminal.api.request import ModelRequest, asked_of

        asked = asked_of(ModelRequest, request, self._request)
        write_model(self, Path(path), asked, self._recipe, self._seconds_of(asked))

    def _seconds_of(self, request: "FilmRequest") -> float:
        """Return the length of the film that a request asks for, s."""
        return request.seconds if request.is_set("seconds") else self.seconds
