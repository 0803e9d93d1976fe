"""Effort: how much work each frame of a film is, so that the time left can be told before much of it is made."""

from collections.abc import Sequence

from liminal.film.segment_store import Segment
from liminal.shoot.scenes import scene_of
from liminal.shot.timeline import Timeline

# As many frames on tape take as much time as each of these: two cores, seeds 7 and 58, films of 60 s.
_SCENE = 35.0  # to light a scene: 2 s
_PROCESS = 110.0  # to begin in a further process: loading, and frames that the flash limiter must have seen
_SOUND = 0.05  # of each frame's sound, where no other process draws meanwhile


class Effort:
    """The effort of a film's frames, in that of drawing one. `total`: of all that are made."""

    def __init__(self, film: Timeline, shares: Sequence[Sequence[Segment]]) -> None:
        """`shares`: the segments that each process makes, this one first."""
        self._begun: dict[int, float] = {}  # effort before some frames, by frame: to start a process, to light a scene
        frames = 0
        for number, share in enumerate(shares):
            if number:
                self._begun[share[0].first] = _PROCESS
            lit = None  # the scene, by its first frame, that the process has lit last
            for segment in share:
                frame = segment.first
                while frame < segment.last:
                    scene, after = scene_of(film, frame)
                    if scene != lit and film.card(frame) is None:
                        self._begun[frame] = self._begun.get(frame, 0.0) + _SCENE
                    lit, frame = scene, after
                frames += segment.last - segment.first
        self.total = frames + sum(self._begun.values()) + (_SOUND * frames if len(shares) == 1 else 0.0)

    def of(self, frame: int) -> float:
        """Return the effort of a frame, with the work that must be done before it."""
        return 1.0 + self._begun.get(frame, 0.0)
