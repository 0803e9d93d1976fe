"""Contact sheets: a film at a glance, made already or only asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from liminal.api.limits import FIELD_SAMPLES
from liminal.api.report import QUIET, Report
from liminal.api.request import ClipRequest
from liminal.film.atomic import check_destination
from liminal.film.picture import ENCODED, write_picture
from liminal.film.picture_sheet import picture_sheet
from liminal.film.scan import bob
from liminal.footage.film_frames import Frame, glimpses_of
from liminal.rate import frame_count, frame_time
from liminal.settings.preset import has_look
from liminal.view.resampling import scaled

if TYPE_CHECKING:
    from liminal.api.studio import Studio


@dataclass(frozen=True)
class ContactLayout:
    """How a contact sheet is laid out. `width`: of each picture, in pixels."""

    columns: int = 4
    rows: int = 4
    width: int = 320

    @property
    def shares(self) -> list[float]:
        """When its pictures are taken, as shares of the film, 0 its beginning and 1 its end."""
        count = self.columns * self.rows
        return [(number + 0.5) / count for number in range(count)]


def write_contact(
    path: str | Path, film: str | Path | ClipRequest, layout: ContactLayout = ContactLayout(), report: Report = QUIET
) -> None:
    """Write pictures of a film, each with its time, as one: .png or .jpg.

    `film`: a video, or the request for a clip, of which only these pictures are then made. Raises LiminalError.
    """
    path = Path(path)
    check_destination(path, ENCODED)
    if isinstance(film, ClipRequest):
        glimpses = list(_glimpses_ahead(film, layout, report))
    else:
        glimpses = glimpses_of(Path(film), layout.shares, report.warn)
    captioned = [(_clock(time), picture) for time, picture in glimpses]
    write_picture(path, picture_sheet(captioned, layout.columns, layout.width))


def _clock(time: float) -> str:
    """A time, s, in minutes and seconds."""
    minutes, seconds = divmod(time, 60.0)
    return f"{int(minutes)}:{seconds:04.1f}"


def _glimpses_ahead(request: ClipRequest, layout: ContactLayout, report: Report) -> Iterator[tuple[float, Frame]]:
    """Yield instants (s) and pictures of a film that is not made."""
    from liminal.api.studio import Studio

    with Studio.from_request(request, report) as studio:
        seconds = studio.seconds
        wanted = [int(share * frame_count(seconds)) for share in layout.shares]
        drawn = _frames(studio, seconds, layout.width, wanted)
        # The pace is that of the film: its pictures stand for its whole length.
        frames = report.track(drawn, len(wanted), rate=len(wanted) / seconds)
        for number, frame in zip(wanted, frames, strict=True):
            yield frame_time(number), frame


def _frames(studio: "Studio", seconds: float, width: int, wanted: list[int]) -> Iterator[Frame]:
    size = width, max(1, round(width * 3 / 4))
    if not has_look(studio.world.preset):
        return studio.clip(seconds, size, None, FIELD_SAMPLES, wanted)
    # A field of each: two instants side by side would show as a comb.
    return (scaled(bob(frame)[0], size) for frame in studio.tape(seconds, None, FIELD_SAMPLES, wanted))
