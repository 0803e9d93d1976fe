"""Pictures of things, side by side in a file."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from liminal.api.report import QUIET, Report
from liminal.film.atomic import check_destination
from liminal.film.picture import ENCODED, write_picture
from liminal.film.picture_sheet import picture_sheet
from liminal.thing.catalogue import CATALOGUE, make

COLUMNS = 6  # pictures in a row, at most


def write_things(path: str | Path, names: Sequence[str] = (), width: int = 480, report: Report = QUIET) -> None:
    """Write pictures of things on neutral ground as one, .png or .jpg: of all there are, unless some are named.

    `width`: of each picture, pixels. Raises LiminalError for an unknown name and for what cannot be written.
    """
    path = Path(path)
    check_destination(path, ENCODED)
    names = list(names) or list(CATALOGUE)
    for name in names:
        make(name)
    pictures = list(report.track(_photographed(names, width), len(names)))
    write_picture(path, picture_sheet(pictures, min(len(names), COLUMNS), width))


def _photographed(names: Sequence[str], width: int) -> Iterator[tuple[str, NDArray[np.uint8]]]:
    from liminal.gl import Context
    from liminal.view.showroom import Showroom

    with Context() as context:
        showroom = Showroom(context)
        for name in names:
            yield name, showroom.photograph(make(name), (width, round(0.75 * width)))
