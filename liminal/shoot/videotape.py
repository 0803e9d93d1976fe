"""A videotape: a film as a camcorder records it, field by field, and as its tape is played."""

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from liminal.camera.automatic import Automatics
from liminal.camera.camcorder import FULL_SCALE, Camcorder
from liminal.closing import Closing
from liminal.gl import Context, Texture, make_texture
from liminal.rate import FRAME_RATE
from liminal.settings.camera import CameraSettings
from liminal.settings.preset import Preset
from liminal.settings.tape import TapeSettings
from liminal.shoot.card import draw_card
from liminal.shoot.meter_log import InMemoryMeterLog, MeterLog
from liminal.shoot.metering import Metering
from liminal.shoot.recorder import recorded
from liminal.shoot.scenes import Scenes, pose_within, scene_of, scenes_between
from liminal.shot.timeline import Timeline
from liminal.tape.caption import Caption, camera_captions
from liminal.tape.chain import Chain
from liminal.tape.format import format_of
from liminal.tape.time_lapse import recorded_field
from liminal.tape.transport import source_frame
from liminal.view.layer_picture import NO_LAYERS, LayerSource
from liminal.view.renderer import Renderer

Picture = NDArray[np.uint8]  # (480, 720, 3), R'G'B', top row first; even rows are field 1, odd rows field 2

PICTURE = 720, 480  # pixels
NARROW = 480  # pixels of a line drawn for tapes of low bandwidth: 9.1 million a second
FINEST = 3.6e6  # Hz: the highest luma bandwidth for which so few suffice
ASPECT = 4 / 3  # of the picture: its pixels are narrow
FIELD = 0.5 / float(FRAME_RATE)  # s from one field to the next
CLIP = 1.6  # of white: samples are clipped a little above the camera's clip level
FADE = 20  # frames of cross-fade between scenes


def videotape(
    context: Context,
    renderer: Renderer,
    film: Timeline,
    frames: int,
    samples: int,
    wanted: Sequence[int] | None = None,
    log: MeterLog | None = None,
    layers: LayerSource = NO_LAYERS,
) -> Iterator[Picture]:
    """Yield the first `frames` frames of a tape, uint8 (480, 720, 3), with pixels of 8:9; or only those `wanted`.

    `samples`: for each pixel of a field. `log`, `layers`: see `Shoot`.
    """
    preset, seed = renderer.world.preset, renderer.world.seed
    tape = recorded(preset.tape, film.cuts, film.events)
    chain = Chain(context, tape, preset.display, seed, preset.signal, partial(captions_at, film, preset))
    with chain, Shoot(context, renderer, film, samples, log, layers) as shoot:
        filmed = (
            (shoot.picture(min(source_frame(tape, frame), frames - 1)), frame)
            for frame in (range(frames) if wanted is None else wanted)
        )
        yield from chain.play_all(filmed, FULL_SCALE)


def camera_of(preset: Preset) -> CameraSettings:
    """Return the camera of a preset, or one that adds nothing of its own, if it has none; exposed as its view is."""
    camera = preset.camera if preset.camera.kind is not None else preset.camera.perfect()
    return camera.model_copy(update={"key": min(camera.key * 2.0**preset.view.exposure, 1.0)})


def drawn_width(tape: TapeSettings) -> int:
    """Return the number of pixels drawn for each line: no more than the tape resolves."""
    kept = format_of(tape)
    return NARROW if kept is not None and tape.band == 1.0 and kept.luma_edge <= FINEST else PICTURE[0]


def captions_at(film: Timeline, preset: Preset, time: float) -> list[Caption]:
    """Return the captions that the camera inserts into its picture at a time, s; none into cards."""
    if film.card(round(time * FRAME_RATE)) is not None:
        return []
    now = None if preset.display.clock is None else film.clock(time, preset.display.clock)
    return camera_captions(preset.display, preset.tape.speed, time, now)


class Shoot(Closing):
    """The camcorder's signal to the tape: a function of the frame's number, fast for consecutive frames."""

    def __init__(
        self,
        context: Context,
        renderer: Renderer,
        film: Timeline,
        samples: int,
        log: MeterLog | None = None,
        layers: LayerSource = NO_LAYERS,
    ) -> None:
        """`samples`: for each pixel of a field. `log`: scenes in it need no light for metering; None is empty.

        `layers`: put into the light that reaches the lens; the automatics do not see them.
        """
        self._context, self._renderer, self._film, self._samples = context, renderer, film, samples
        self._layers = layers
        preset, seed = renderer.world.preset, renderer.world.seed
        self._settings, self._seed = camera_of(preset), seed
        self._lapse = preset.tape.lapse if preset.tape.format is not None else 1
        self._field = drawn_width(preset.tape), PICTURE[1] // 2
        self._camcorder = Camcorder(context, self._settings, seed)
        self._scenes = Scenes(renderer, film, ASPECT, PICTURE[1], FADE, FADE)
        self._metering = Metering(renderer, film, self._scenes, log or InMemoryMeterLog())
        self._automatics: tuple[int, int, Automatics] | None = None  # first frame of the take, first one not followed
        self._card: tuple[tuple[str, ...], Texture] | None = None  # the last one drawn

    def picture(self, frame: int) -> Texture:
        """Return R'G'B' / FULL_SCALE, 720 x 480, top line first; the next call overwrites it."""
        lines = self._film.card(frame)
        if lines is not None:
            return self._draw_card(lines)
        begin = self._film.span(frame)[0]
        # A time-lapse recorder repeats a field until the next is due, but none from before a cut.
        fields = [max(2 * begin, recorded_field(2 * frame + field, self._lapse)) for field in (0, 1)]
        instants = [self._film.instant(field * FIELD) for field in fields]
        automatics = self._automatics_at(frame)
        before, after = (automatics.at(instant) for instant in instants)
        pose_at = partial(pose_within, self._film, frame)
        shares, limit = self._scenes.at(frame), CLIP / before.exposed
        over = [self._layers.at(field) for field in fields]
        light = self._renderer.fields(shares, pose_at, instants, self._field, ASPECT, self._samples, limit, over)
        return self._camcorder.draw(light, (before, after), frame)

    def _draw_card(self, lines: tuple[str, ...]) -> Texture:
        """Return a card as the camcorder's signal."""
        if self._card is None or self._card[0] != lines:
            drawn = draw_card(lines, PICTURE, ASPECT)
            coded = np.dstack([np.rint(drawn / FULL_SCALE).astype(np.uint8), np.full(drawn.shape[:2], 255, np.uint8)])
            if self._card is not None:
                self._card[1].release()
            self._card = lines, make_texture(self._context, PICTURE, 4, "f1", coded)
        return self._card[1]

    def _automatics_at(self, frame: int) -> Automatics:
        """Return the automatics that have followed the take of a frame up to the end of its scene."""
        begin, (here, end) = self._film.span(frame)[0], scene_of(self._film, frame)
        state = self._automatics
        if state is None or state[0] != begin:
            state = begin, begin, Automatics(self._settings, self._seed)
        _, followed, automatics = state
        # Missing scenes are metered backwards: other processes, each from its own first frame on, write into the same
        # log, so that each meets the work of those before it. The scene to be drawn comes last.
        for first in reversed(list(scenes_between(self._film, followed, here))):
            self._metering.read(first)
        for first in scenes_between(self._film, followed, end):
            for reading in self._metering.read(first):
                automatics.follow(reading)
        self._automatics = begin, max(followed, end), automatics
        return automatics

    def close(self) -> None:
        """Free the camcorder; the renderer stays open."""
        self._camcorder.close()
        if self._card is not None:
            self._card[1].release()
