"""The timeline of a film: where the camera is at any time, and all that happens, worked out before the first frame."""

from bisect import bisect_right
from dataclasses import replace

from liminal.errors import LiminalError
from liminal.settings.clock import Clock
from liminal.settings.storyboard import Storyboard
from liminal.shot.arm_figure import arm_figure
from liminal.shot.chapter import chapters_of
from liminal.shot.film_clock import FRAME, OPEN, first_instant
from liminal.shot.film_cut import FilmCut
from liminal.shot.hand_moves import few
from liminal.shot.placement import PlacedShot, ShotPlacement
from liminal.shot.schedule import blank, schedule
from liminal.shot.verb import VERBS, title_of
from liminal.view.figure_way import objections
from liminal.view.placed_figures import figures_of
from liminal.view.pose import Pose
from liminal.view.stage_events import StageEvents
from liminal.view.wake import LIFE
from liminal.world.cell_grid import CellGrid


class Timeline:
    """A storyboard, placed in a world. The answer for an instant (s) depends on that instant alone.

    `duration`: s. `frames`: the same in frames. `steps`, `breaths`, `events`: in order of time. `cuts`: where shots
    begin that do not go on from the last, and where the recording stops. `chapters`: one for each shot, none where
    there is but one. `notes`: what could not be placed, and the replacement. `stage_events`: outages of
    lamps, figures, and things that move.
    """

    def __init__(
        self,
        world: CellGrid,
        storyboard: Storyboard,
        start: Pose,
        seconds: float | None = None,
        *,
        loop: bool = False,
    ) -> None:
        """Place it, beginning at `start`. `seconds`: how long; None is as long as the storyboard says.

        The same storyboard in a world of another seed is another film. `loop`: its end meets its beginning, which takes
        a storyboard of one walk in which nothing happens. Raises LiminalError where there is no room to film.
        """
        if loop:
            _check_loop(storyboard)
        stop = blank(storyboard, world.seed, seconds)
        slots = schedule(storyboard, world.seed, None if seconds is None else seconds - stop)
        placement = ShotPlacement(world, start, sum(slot.seconds for slot in slots), alone=len(slots) == 1, loop=loop)
        for slot, after in zip(slots, [*slots[1:], None], strict=True):
            placement.add(slot, after)
        if slots[-1].number < len(storyboard.shot):
            least = sum(shot.seconds[0] for shot in storyboard.shot)
            placement.happened.notes.append(
                f"the film ends in shot {slots[-1].number} of {len(storyboard.shot)}: "
                f"all of them want some {least:.0f} s, and it has {seconds:g}"
            )
        self._shots = placement.shots
        self._firsts = [shot.first for shot in self._shots]
        self._boundaries = [first_instant(shot.first) for shot in self._shots[1:]]
        self._stopped = self._shots[-1].end
        self.frames = self._stopped + round(stop / FRAME)
        if seconds is not None:
            self.frames = max(1, round(seconds / FRAME))
        self.duration = self.frames * FRAME

        happened = placement.happened
        self.events = tuple(sorted(happened.events, key=lambda event: event.time))
        hands = few(happened.hand_moves)
        arms = (arm_figure(self.pose, move, world.preset.operator, world.seed) for move in hands)
        self.stage_events = StageEvents(
            tuple(happened.outages),
            (*happened.figures, *arms),
            self.duration if loop else None,
            tuple(happened.movers),
        )
        self.notes = (*happened.notes, *objections(world, figures_of(world), self.duration))
        self.cuts = tuple(self._cut())
        shots = ((shot.begin, title_of(shot.shot)) for shot in self._shots)
        self.chapters = chapters_of(shots, self._stopped * FRAME, self.duration)
        self.steps = tuple(step for shot in self._shots for step in shot.steps)
        self.breaths = tuple(breath for shot in self._shots for breath in shot.breaths)

    def pose(self, time: float) -> Pose:
        """Return the camera's pose. After the end it stays in the last shot."""
        shot = self._at(time)
        return shot.camera.pose(time - shot.begin)

    def motion(self, time: float) -> float:
        """Return how fast hands, or a fall, move the camera, m/s; 0 for one that hangs."""
        shot = self._at(time)
        return shot.camera.motion(time - shot.begin)

    def instant(self, time: float) -> float:
        """Return the instant that is seen at a time of the film, s: a photograph stands still."""
        shot = self._at(time)
        return shot.begin if VERBS[shot.shot.verb].still else time

    def card(self, frame: int) -> tuple[str, ...] | None:
        """Return the lines of white text that frame number `frame` shows on black, instead of the place; else None."""
        if frame >= self._stopped:
            return ()
        shot = self._shots[self._number(frame)].shot
        return shot.text if shot.is_card else None

    def clock(self, time: float, start: Clock) -> Clock:
        """Return the time that the camera's clock shows, if it showed `start` at the beginning."""
        return start.later(int(time + self._at(time).gained))

    def staged(self, frame: int, begin: float, end: float) -> StageEvents:
        """Return what the take of a frame can show from a time to another, s."""
        first, after = self.span(frame)
        shots = [shot for shot in self._shots if first <= shot.first < after]
        swings = (swing for shot in shots for swing in shot.leg_swings)
        seen = tuple(swing for swing in swings if begin - LIFE < swing.landing and swing.begin < end)
        return replace(self.stage_events.between(begin, end), leg_swings=seen)

    def span(self, frame: int) -> tuple[int, int]:
        """Return the first frame of the take that `frame` is in, and the first frame after it.

        A film of one shot is open: its frames must be the same however long it is.
        """
        number = self._number(frame)
        first = last = number
        while first > 0 and self._shots[first].begins is None:
            first -= 1
        while last + 1 < len(self._shots) and self._shots[last + 1].begins is None:
            last += 1
        begin, end = self._shots[first].first, self._shots[last].end
        return begin, begin + OPEN if len(self._shots) == 1 else end

    def _number(self, frame: int) -> int:
        return max(0, bisect_right(self._firsts, frame) - 1)

    def _at(self, time: float) -> PlacedShot:
        return self._shots[bisect_right(self._boundaries, time)]

    def _cut(self) -> list[FilmCut]:
        cuts = [FilmCut(shot.begin, shot.begins, shot.shot.verb) for shot in self._shots[1:] if shot.begins is not None]
        if self._stopped < self.frames:
            cuts.append(FilmCut(self._stopped * FRAME, "stop", "stop"))
        return cuts


def _check_loop(storyboard: Storyboard) -> None:
    """Raise LiminalError unless a film of a storyboard can end as it began."""
    shot = storyboard.shot[0]
    if len(storyboard.shot) > 1 or not VERBS[shot.verb].walks or shot.event or storyboard.stop[1] > 0:
        raise LiminalError(
            f'"{storyboard.title}" cannot end as it began: --loop takes a storyboard of one shot that wanders or '
            "follows, without events and without a stop; leave --loop out, or use --shot stroll"
        )
