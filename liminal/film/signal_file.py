"""Signal files: raw samples without a header, the usual form of digitised tape RF and composite video."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.film.atomic import check_destination, replacing

COMPOSITE, TAPE_RF = ".u16", ".u8"


def signal_kind(path: Path) -> str | None:
    """Return the kind of signal in a file of this name, COMPOSITE or TAPE_RF; None if it is no signal file.

    Raises LiminalError for a name that ends in .u8 but not in .rf.u8.
    """
    kind = path.suffix.lower()
    if kind == TAPE_RF and not path.name.lower().endswith(".rf" + TAPE_RF):
        raise LiminalError(
            f"cannot write {path}: tape RF goes into .rf.u8, composite into .u16; end the name in one of them"
        )
    return kind if kind in (COMPOSITE, TAPE_RF) else None


def write_signal(path: Path, pieces: Iterable[NDArray[Any]]) -> None:
    """Write samples, piece after piece, little-endian.

    `pieces`: as `composite_signal` (.u16) or `tape_signal` (.rf.u8) of `liminal.tape.signals` yields them. Raises
    LiminalError for another name or if the file cannot be written, and leaves no part of it.
    """
    check_destination(path, (COMPOSITE, TAPE_RF))
    signal_kind(path)
    with replacing(path) as part, part.open("wb") as file:
        for piece in pieces:
            file.write(piece.astype(piece.dtype.newbyteorder("<"), copy=False).tobytes())
