"""Metering: the readings of a camera's automatics in the scenes of a film, a job by itself."""

from liminal.camera.reading import Reading, read_scene
from liminal.rate import frame_time
from liminal.shoot.meter_log import MeterLog
from liminal.shoot.scenes import Scenes, scene_of
from liminal.shot.timeline import Timeline
from liminal.view.renderer import Renderer

INTERVAL = 6  # frames between readings: 0.2 s


class Metering:
    """Meters scenes, each as a function of its first frame, and keeps the readings in a log."""

    def __init__(self, renderer: Renderer, film: Timeline, scenes: Scenes, log: MeterLog) -> None:
        self._renderer, self._film, self._scenes, self._log = renderer, film, scenes, log

    def read(self, first: int) -> tuple[Reading, ...]:
        """Return the readings of the scene that begins at frame `first`: from the log, or else of its light."""
        readings = self._log.read(first)
        if readings is None:
            readings = self._measured(first)
            self._log.write(first, readings)
        return readings

    def _measured(self, first: int) -> tuple[Reading, ...]:
        # Readings go on until a moment after the scene, so that its last frames lie between two of them.
        (begin, end), after = self._film.span(first), scene_of(self._film, first)[1]
        late = first + (INTERVAL if first > begin else 0)
        times = [frame_time(frame) for frame in range(late, min(after + INTERVAL, end), INTERVAL)]
        stage = self._scenes.stage(first)
        glimpses = (self._renderer.glimpse(stage, self._film.pose(time), self._scenes.aspect, time) for time in times)
        return tuple(read_scene(time, glimpse) for time, glimpse in zip(times, glimpses, strict=True))
