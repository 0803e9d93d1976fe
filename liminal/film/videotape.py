"""A videotape: a walk as a camcorder films it, field by field, and as its tape is played."""

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from liminal.camera.automatic import Automatics
from liminal.camera.camcorder import MOST_CODED, Camcorder
from liminal.camera.reading import read_scene
from liminal.closing import Closing
from liminal.film.card import draw_card
from liminal.film.diary import Diary, Notebook
from liminal.film.rate import FRAME_RATE, frame_time
from liminal.film.recorder import recorded
from liminal.film.staging import SCENE, Film, as_film, pose_within, scene_of
from liminal.film.take import prepare_scene
from liminal.gl import Context, Texture, make_texture
from liminal.settings.preset import Preset
from liminal.settings.tape import TapeSettings
from liminal.shot.camera import Camera
from liminal.tape.caption import Caption, camera_captions
from liminal.tape.chain import Chain
from liminal.tape.format import format_of
from liminal.tape.lapse import recorded_field
from liminal.tape.transport import source_frame
from liminal.view.pose import Pose
from liminal.view.renderer import Renderer

Picture = NDArray[np.uint8]  # (480, 720, 3), R'G'B', top row first; even rows are field 1, odd rows field 2

PICTURE = 720, 480  # pixels
NARROW = 480  # pixels of a line drawn for tapes that keep little of it: 9.1 million a second
FINEST = 3.6e6  # Hz: of luma that is left of so few
ASPECT = 4 / 3  # of the picture: its pixels are narrow
FIELD = 0.5 / float(FRAME_RATE)  # s from one field to the next
CLIP = 1.6  # whites: a sample of a pixel counts no more than a little beyond where the camera clips
FADE = 16  # frames in which a scene takes over from the one before
READING = 6  # frames between the instants that the automatics look at: 0.2 s


def videotape(
    context: Context,
    renderer: Renderer,
    walk: Camera | Film,
    preset: Preset,
    seed: int,
    frames: int,
    samples: int,
    wanted: Sequence[int] | None = None,
    diary: Diary | None = None,
) -> Iterator[Picture]:
    """Yield the first `frames` frames of a tape, 720 x 480, with pixels of 8:9; or only those `wanted`, by number.

    The walk must last for `frames_walked(frames)`. `samples`: for each pixel of a field. `diary`: see `Shoot`.
    """
    film = as_film(walk)
    preset = preset.model_copy(update={"tape": recorded(preset.tape, film.cuts, film.events)})
    chain = Chain(context, preset.tape, preset.display, seed, preset.signal, partial(written, film, preset))
    with chain, Shoot(context, renderer, film, preset, seed, samples, diary) as shoot:
        for frame in range(frames) if wanted is None else wanted:
            picture = shoot.picture(min(source_frame(preset.tape, frame), frames - 1))
            yield chain.play(picture, frame, MOST_CODED)


def snapshot(context: Context, renderer: Renderer, pose: Pose, preset: Preset, seed: int, samples: int) -> Picture:
    """Make the first frame of a tape on which nobody moves, as `videotape` makes frames."""
    renderer.prepare([pose], ASPECT, lines=PICTURE[1])
    automatics = Automatics(preset.camera, seed)
    automatics.follow(read_scene(0.0, renderer.glimpse(pose, ASPECT)))
    moment = automatics.at(0.0)
    limit = CLIP / moment.exposed
    size = PICTURE[0], PICTURE[1] // 2
    light = renderer.fields(lambda time: pose, (0.0, FIELD), size, ASPECT, samples, limit=limit)
    chain = Chain(context, preset.tape, preset.display, seed, preset.signal)
    with chain, Camcorder(context, preset.camera, seed) as camcorder:
        return chain.play(camcorder.draw(light, (moment, moment), 0), 0, MOST_CODED)


def drawn_width(tape: TapeSettings) -> int:
    """How many pixels of a line are drawn: no more than the tape can show."""
    kept = format_of(tape)
    return NARROW if kept is not None and tape.band == 1.0 and kept.luma_edge <= FINEST else PICTURE[0]


def written(film: Film, preset: Preset, time: float) -> list[Caption]:
    """What the camera writes into its picture at a time, s. Cards were made elsewhere."""
    if film.card(round(time * FRAME_RATE)) is not None:
        return []
    now = None if preset.display.clock is None else film.clock(time, preset.display.clock)
    return camera_captions(preset.display, preset.tape.speed, time, now)


class Shoot(Closing):
    """What the camcorder sends to the tape: a function of the frame's number, and quick for one after the other."""

    def __init__(
        self,
        context: Context,
        renderer: Renderer,
        walk: Camera | Film,
        preset: Preset,
        seed: int,
        samples: int,
        diary: Diary | None = None,
    ) -> None:
        """`samples`: for each pixel of a field. `diary`: scenes it knows are not lit only to be read."""
        self._context, self._renderer, self._film, self._samples = context, renderer, as_film(walk), samples
        self._lapse = preset.tape.lapse if preset.tape.format is not None else 1
        self._field = drawn_width(preset.tape), PICTURE[1] // 2
        self._camcorder = Camcorder(context, preset.camera, seed)
        self._automatics = Automatics(preset.camera, seed)
        self._diary = diary or Notebook()
        self._followed = 0  # frame up to which the automatics have seen the walk
        self._card: tuple[tuple[str, ...], Texture] | None = None  # the last one shown
        self._lit: list[int] = []  # first frames of the scenes that are lit, as the renderer holds them

    def picture(self, frame: int) -> Texture:
        """R'G'B' / MOST_CODED, 720 x 480, top line first; the next call draws over it."""
        lines = self._film.card(frame)
        if lines is not None:
            return self._show(lines)
        first, begin = scene_of(self._film, frame)[0], self._film.span(frame)[0]
        fading = first > begin and frame - first < FADE
        self._go_to([first - SCENE, first] if fading else [first])
        # A time-lapse recorder shows a field until the next is due, and what it had before a cut is gone.
        fields = (max(2 * begin, recorded_field(2 * frame + field, self._lapse)) for field in (0, 1))
        instants = [self._film.instant(field * FIELD) for field in fields]
        fade = (frame - first + 0.5) / FADE if fading else 1.0
        before, after = (self._automatics.at(instant) for instant in instants)
        limit = CLIP / before.exposed
        pose_at = partial(pose_within, self._film, frame)
        light = self._renderer.fields(pose_at, instants, self._field, ASPECT, self._samples, fade, limit)
        return self._camcorder.draw(light, (before, after), frame)

    def _show(self, lines: tuple[str, ...]) -> Texture:
        """A card as the tape is given it."""
        if self._card is None or self._card[0] != lines:
            drawn = draw_card(lines, PICTURE, ASPECT)
            coded = np.dstack([np.rint(drawn / MOST_CODED).astype(np.uint8), np.full(drawn.shape[:2], 255, np.uint8)])
            if self._card is not None:
                self._card[1].release()
            self._card = lines, make_texture(self._context, PICTURE, 4, "f1", coded)
        return self._card[1]

    def _go_to(self, scenes: list[int]) -> None:
        """Have these scenes lit, the newest last, and all up to them seen by the automatics."""
        if self._lit[-len(scenes) :] == scenes and self._followed > scenes[-1]:
            self._renderer.forget(len(scenes))
            self._lit = scenes
            return
        while self._followed < scenes[-1]:
            first = self._followed
            if self._film.card(first) is not None:
                self._followed = scene_of(self._film, first)[1]
            elif not self._recall(first):
                self._light(first)
        # Whoever goes back, or leaps ahead, begins anew: the newest is the one that is faded to.
        if self._lit[-1:] != scenes[:1]:
            self._renderer.forget(0)
            self._lit = []
        for first in scenes:
            if first not in self._lit:
                self._light(first)

    def _light(self, first: int) -> None:
        """Light one more scene beside the newest, and let the automatics see it if it is news to them."""
        prepare_scene(self._renderer, self._film, first, ASPECT, PICTURE[1], keep=bool(self._lit))
        self._lit = [*self._lit[-1:], first]
        if first == self._followed and not self._recall(first):
            begin, end = self._film.span(first)
            late = first + (READING if first > begin else 0)
            instants = [frame_time(frame) for frame in range(late, min(first + SCENE + READING, end), READING)]
            glimpses = ((time, self._renderer.glimpse(self._film.pose(time), ASPECT, time)) for time in instants)
            self._diary.write(first, [read_scene(time, glimpse) for time, glimpse in glimpses])
            self._recall(first)

    def _recall(self, first: int) -> bool:
        """Let the automatics follow the next scene as the diary has it; tell whether it is there."""
        readings = self._diary.read(first)
        if readings is None:
            return False
        begin, _ = self._film.span(first)
        for number, reading in enumerate(readings):
            # While the camera waits to record, it looks on: a take begins with everything set.
            self._automatics.follow(reading, settled=first == begin and number == 0)
        self._followed = scene_of(self._film, first)[1]
        return True

    def close(self) -> None:
        """Free the camcorder; the renderer stays its owner's."""
        self._camcorder.close()
        if self._card is not None:
            self._card[1].release()
