"""Cuts: where one shot ends and the next one begins."""

from dataclasses import dataclass
from typing import Literal

CutKind = Literal["record", "edit", "stop"]


@dataclass(frozen=True)
class FilmCut:
    """A cut, at `time` (s).

    "record": the camera was stopped and starts again. "edit": it was cut afterwards. "stop": the recording ends
    there, and the rest of the film is blank tape. `title`: the shot that begins, in a word or two.
    """

    time: float
    kind: CutKind
    title: str
