"""`liminal contact`: a film at a glance, made already or only thought of."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from liminal.cli.options import output_option, seed_option, set_option, tape_option
from liminal.cli.scene import given
from liminal.errors import LiminalError

if TYPE_CHECKING:
    from liminal.footage.film_frames import Frame

_MADE = ("film", "columns", "rows", "width", "output")  # what may be said of a film that is there


@click.command()
@click.argument("film", required=False, metavar="[FILM|PRESET]")
@seed_option
@click.option("--seconds", type=float, default=None, metavar="T", help="How long the film would be.")
@click.option("--shot", metavar="NAME|FILE", help="Its shots, as of `liminal clip`.")
@set_option
@tape_option
@click.option("--columns", type=click.IntRange(1, 20), default=4, show_default=True, help="Pictures in a row.")
@click.option("--rows", type=click.IntRange(1, 50), default=4, show_default=True, help="Rows.")
@click.option("--width", type=click.IntRange(40, 2000), default=320, show_default=True, help="Pixels of each picture.")
@output_option(".png", ".jpg")
def contact(film: str | None, columns: int, rows: int, width: int, output: Path, **words: Any) -> None:
    """Make a contact sheet of a film: pictures from its beginning to its end, each with its time.

    Without a FILM, of the one that `liminal clip` would make of PRESET and the options, without making it.
    """
    from liminal.film.contact import contact_sheet
    from liminal.film.picture import write_picture
    from liminal.footage.film_frames import glimpses_of

    count = columns * rows
    shares = [(number + 0.5) / count for number in range(count)]
    if film is None or Path(film).suffix in ("", ".toml"):
        glimpses = list(_glimpses_ahead(film, shares, width, **words))
    else:
        said = [name for name in click.get_current_context().params if name not in _MADE and given(name)]
        if said:
            raise LiminalError(f"--{said[0]} is for a film that is not there yet; leave it or {film} out")
        glimpses = glimpses_of(Path(film), shares, lambda text: click.echo(f"liminal: warning: {text}", err=True))
    write_picture(output, contact_sheet(glimpses, columns, width))


def _glimpses_ahead(
    preset: str | None,
    shares: list[float],
    width: int,
    *,
    seed: int,
    seconds: float | None,
    shot: str | None,
    overrides: tuple[str, ...],
    tape: str | None,
) -> "Iterator[tuple[float, Frame]]":
    """Yield instants (s) and pictures, at these shares, of a film that nobody has made."""
    from liminal.api import FIELD_SAMPLES, Studio
    from liminal.cli.meter import meter
    from liminal.cli.plot import plot
    from liminal.cli.scene import scene
    from liminal.film.scan import bob
    from liminal.rate import frame_count, frame_time
    from liminal.settings.preset import has_look
    from liminal.view.resampling import scaled

    told = plot(shot, seconds, False, None, "", seed, tape)
    view = dict.fromkeys(("eye", "yaw", "pitch", "roll", "fov"))
    size = width, max(1, round(width * 3 / 4))
    asked = scene(
        preset=preset,
        seed=seed,
        size=size,
        at=None,
        exposure=None,
        overrides=(*told.overrides, *overrides),
        source=None,
        tape=tape,
        usual_tape=told.usual_tape,
        **view,
    )
    wanted = [int(share * frame_count(told.seconds)) for share in shares]
    # Its pace is that of the film: pictures that stand for its whole length.
    with Studio(asked.world, told.storyboard) as studio, meter(len(wanted) / told.seconds) as bar:
        if has_look(asked.world.preset):
            taped = studio.tape(told.seconds, asked.pose, FIELD_SAMPLES, wanted)
            # A field of each: two instants side by side would show as a comb.
            frames: Iterator[Frame] = (scaled(bob(frame)[0], size) for frame in taped)
        else:
            frames = studio.clip(told.seconds, size, asked.pose, FIELD_SAMPLES, wanted)
        for number, frame in zip(wanted, bar.track(frames, total=len(wanted)), strict=True):
            yield frame_time(number), frame
