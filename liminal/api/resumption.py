"""Resumption: a film or a data set goes on, after an interruption, from the parts that are there."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

from liminal.api.report import Report
from liminal.errors import LiminalError
from liminal.film.segment_store import Segment, SegmentStore


class Resumable(Protocol):
    """Where parts are kept. `folder`: where they lie. `begun`: whether there is anything to go on from."""

    @property
    def folder(self) -> Path: ...
    @property
    def begun(self) -> bool: ...
    def close(self) -> None: ...


@contextmanager
def resumable(store: Resumable, report: Report) -> Iterator[None]:
    """Close a store at the end of the block, and where that is an early one, tell that all goes on from there."""
    try:
        with closing(store):
            yield
    except LiminalError as error:
        if store.begun:
            raise LiminalError(f"{error}; then the same command goes on from what is done") from error
        raise
    except (KeyboardInterrupt, SystemExit):
        if store.begun:
            report.note(f"what is done is in {store.folder}; the same command goes on from there")
        raise


def missing(store: SegmentStore, segments: Sequence[Segment], report: Report) -> list[Segment]:
    """Return the segments that are still to be made. Warns of files in their place that are of no use."""
    wanted = [segment for segment in segments if not store.has(segment)]
    spoilt = [segment for segment in wanted if store.spoilt(segment)]
    if store.foreign:
        report.warn(f"{store.folder} is of another film: made anew")
    elif spoilt:
        which = ", ".join(store.path(segment).name for segment in spoilt)
        report.warn(f"{which} in {store.folder} is not as it was written: made anew")
    return wanted
