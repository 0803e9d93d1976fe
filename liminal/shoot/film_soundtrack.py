"""The soundtrack of a film, with the dropouts of its picture."""

from liminal.shoot.recorder import recorded
from liminal.shoot.sound_loss import loss_of
from liminal.shot.timeline import Timeline
from liminal.sound.soundtrack import Soundtrack
from liminal.view.placed_figures import figures_of
from liminal.world.cell_grid import CellGrid


def soundtrack_of(film: Timeline, world: CellGrid, loop: bool = False) -> Soundtrack:
    """Return the sound of a film whose tape has the picture's dropouts. `loop`: its end fades into its beginning."""
    tape = recorded(world.preset.tape, film.cuts, film.events)
    loss = loss_of(tape, world.seed)
    events = film.stage_events
    figures = (*figures_of(world), *(figure for figure in events.figures if figure.arm is None))
    return Soundtrack(world, film, tape, events.outages, loss, loop=loop, movers=events.movers, figures=figures)
