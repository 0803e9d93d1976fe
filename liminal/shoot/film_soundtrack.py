"""The soundtrack of a film, with the dropouts of its picture."""

from liminal.settings.preset import Preset
from liminal.shoot.sound_loss import loss_of
from liminal.shot.timeline import Timeline
from liminal.sound.soundtrack import Soundtrack
from liminal.world.cell_grid import CellGrid


def soundtrack_of(film: Timeline, world: CellGrid, preset: Preset, seed: int, loop: bool = False) -> Soundtrack:
    """Return the sound of a film whose tape has the picture's dropouts. `loop`: its end fades into its beginning."""
    loss = loss_of(preset.tape, seed)
    return Soundtrack(world, film, preset, seed, film.stage_events.outages, loss, loop=loop)
