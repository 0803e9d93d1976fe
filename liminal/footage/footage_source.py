"""The source of footage: where it lies and how it is opened, and by what one tells that two machines have the same."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Self

from liminal.footage.footage import PIPE, Footage, open_footage
from liminal.footage.recording import Warn
from liminal.settings.file_stamp import content_of_ends


@dataclass(frozen=True)
class FootageSource:
    """All that `open_footage` is told. `name`: a file, a folder, a pattern or "-"."""

    name: str
    rate: Fraction | None = None
    seconds: float | None = None
    raw: tuple[int, int] | None = None
    partial: bool = False
    slow: bool = False
    picture: Path | None = None

    def open(self, warn: Warn) -> Footage:
        """Open the footage. Raises LiminalError."""
        return open_footage(
            self.name,
            warn,
            rate=self.rate,
            seconds=self.seconds,
            raw=self.raw,
            partial=self.partial,
            slow=self.slow,
            picture=self.picture,
        )

    def anywhere(self) -> Self:
        """Return the source as a process in another folder finds it."""
        picture = self.picture and self.picture.absolute()
        name = self.name if self.name == PIPE else str(Path(self.name).absolute())
        return type(self)(name, self.rate, self.seconds, self.raw, self.partial, self.slow, picture)

    def digest(self) -> str:
        """Return what tells these files from others: see `content_of_ends`. Raises LiminalError as it does."""
        with self.open(lambda line: None) as footage:
            return content_of_ends(footage.paths, "footage")
