"""Effort: how much work each frame of a film is, so that the time left can be told before much of it is made."""

from collections.abc import Sequence

from liminal.film.segment_store import Segment
from liminal.shoot.scenes import scene_of
from liminal.shot.timeline import Timeline

# As many frames on tape take as much time as each of these, on two cores: measured with four seeds.
_SCENE = 35.0  # to light a scene: 2 s
_PROCESS = 110.0  # to begin in a further process: what is loaded, and frames that the flash limiter must have seen
_SOUND = 0.05  # of each frame's sound, where no other process draws meanwhile


class Effort:
    """The effort of a film's frames, in that of drawing one. `total`: of all that are made."""

    def __init__(self, film: Timeline, shares: Sequence[Sequence[Segment]]) -> None:
        """`shares`: the segments that each process makes, this one first."""
        self._begun: dict[int, float] = {}  # what comes before some frames
        frames = 0
        for number, share in enumerate(shares):
            first, last = share[0].first, share[-1].last
            self._begun[first] = _PROCESS if number else 0.0
            while first < last:
                if film.card(first) is None:
                    self._begun[first] = self._begun.get(first, 0.0) + _SCENE
                first = scene_of(film, first)[1]
            frames += sum(segment.last - segment.first for segment in share)
        self.total = frames + sum(self._begun.values()) + (_SOUND * frames if len(shares) == 1 else 0.0)

    def of(self, frame: int) -> float:
        """Return the effort of a frame, and of what must be done before it."""
        return 1.0 + self._begun.get(frame, 0.0)
