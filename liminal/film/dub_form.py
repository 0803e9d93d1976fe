"""The form of a dub that several processes make: its pieces, and what becomes of these once all are there."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from liminal.errors import LiminalError
from liminal.film.atomic import rename
from liminal.film.dub_recipe import DubRecipe
from liminal.film.movie import VIDEOS, Sound
from liminal.film.picture import ENCODED
from liminal.film.portfolio import PORTFOLIO, bind, unpack
from liminal.film.segment_store import Segment, segments
from liminal.film.splice import splice
from liminal.film.transfer import Transfer, open_transfer
from liminal.footage.raster import Picture


@dataclass(frozen=True)
class DubForm:
    """How frames of a dub are written. `suffix`: of the film, .mp4, .mov or .mkv, or of numbered pictures."""

    recipe: DubRecipe
    suffix: str

    @property
    def piece_suffix(self) -> str:
        """The suffix of a piece's file."""
        return PORTFOLIO if self.suffix in ENCODED else self.suffix

    def piece(self, frames: Iterator[Picture], span: Segment, done: Callable[[], None]) -> bytes:
        """Write the next frames, number `span`, or as many as there are, and return the bytes of their file.

        They are b"" where there is none. `done` is called after each frame.
        """
        with TemporaryDirectory(prefix="liminal-") as folder:
            raw: list[Path] = []
            for segment in segments(*span):
                begun = next(frames, None)
                if begun is None:
                    break
                raw.append(Path(folder) / f"raw-{segment.first}{self.piece_suffix}")
                with open_transfer(self._plan(raw[-1]), self.recipe.text()) as movie:
                    movie.write(begun)
                    done()
                    for frame in islice(frames, segment.last - segment.first - 1):
                        movie.write(frame)
                        done()
            if not raw:
                return b""
            path = Path(folder) / f"piece{self.piece_suffix}"
            if self.piece_suffix == PORTFOLIO:
                bind(raw, path, self.recipe.text())
            else:
                splice(raw, path, self._plan(path).rate, self.recipe.text())
            return path.read_bytes()

    def deliver(self, pieces: Sequence[Path], output: Path, sound: Sound | None, start: str) -> None:
        """Write the film, or the numbered pictures, of all its pieces. `start`: the time code of the first picture."""
        if self.piece_suffix == PORTFOLIO:
            unpack(pieces, output, 1)
            return
        # Beside the pieces first, so that an interrupted file stays among them.
        whole = pieces[0].with_name(f"whole{self.suffix}")
        splice(pieces, whole, self._plan(whole).rate, self.recipe.text(), start=start, sound=sound)
        rename(whole, output)

    def _plan(self, path: Path) -> Transfer:
        recipe = self.recipe
        assert recipe.scan is not None
        assert recipe.width is not None
        assert recipe.height is not None
        size = recipe.width, recipe.height
        if self.suffix in ENCODED:
            return Transfer(path, "portfolio", recipe.scan, size, self.suffix[1:])
        return Transfer(path, "video", recipe.scan, size, recipe.codec or "")


def check_piece(recipe: DubRecipe, suffix: str, span: Segment) -> None:
    """Raise LiminalError where pieces of a dub cannot be made."""
    if recipe.scan is None or suffix not in (*VIDEOS, *ENCODED):
        raise LiminalError(
            f"cannot make a piece of {recipe.source}: {suffix} is no film and no numbered pictures; give the recipe of "
            "one, and its suffix"
        )
    if not 0 <= span.first < span.last:
        raise LiminalError(f"there are no frames {span.first}:{span.last}; give the first, and a later one")
