"""The source of footage: where it lies and how it is opened, and by what one tells that two machines have the same."""

import hashlib
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Self

from liminal.errors import LiminalError
from liminal.footage.footage import PIPE, Footage, open_footage
from liminal.footage.recording import Warn

_READ = 1 << 20  # bytes of a file's beginning, and of its end, by which it is known


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
        """Return what tells these files from others: a SHA-256 of all sizes, and of the first and the last file's ends.

        Raises LiminalError where it cannot be read.
        """
        found = hashlib.sha256()
        with self.open(lambda line: None) as footage:
            paths = footage.paths
        try:
            for path in paths:
                found.update(f"{path.name}:{path.stat().st_size};".encode())
            for path in dict.fromkeys((*paths[:1], *paths[-1:])):
                with path.open("rb") as file:
                    found.update(file.read(_READ))
                    file.seek(max(path.stat().st_size - _READ, 0))
                    found.update(file.read(_READ))
        except OSError as error:
            raise LiminalError(f"cannot read {self.name}: {error.strerror}") from error
        return found.hexdigest()
