"""Footage from an instant on: the same pictures at the same times as at the end of all of it."""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import av
import numpy as np
import pytest
from footage import NTSC, grey
from PIL import Image

from liminal.film.dub import dub
from liminal.film.dub_look import look_of
from liminal.footage.field_clock import TimedPicture
from liminal.footage.footage import open_footage
from liminal.footage.key_frame import from_key_frame
from liminal.footage.recording import Picture

COUNT = 90


def shown(path: Path, start: float) -> list[tuple[bytes, float]]:
    """The pictures that are shown after `start`, s, and until when."""
    with open_footage(str(path), pytest.fail) as footage:
        return [(pixels(each), each.until) for each in footage.pictures(start) if each.until > start]


def pixels(shown: TimedPicture[Picture]) -> bytes:
    return shown.picture.frame.to_ndarray(format="rgb24").tobytes()


def moving(count: int = COUNT, size: tuple[int, int] = (64, 48)) -> list[np.ndarray]:
    """Noise that moves, so that pictures refer to each other."""
    noise = np.random.default_rng(5).integers(0, 255, (size[1], size[0] + count, 3), np.uint8)
    return [np.ascontiguousarray(noise[:, number : number + size[0]]) for number in range(count)]


def filmed(path: Path, codec: str, kind: str, options: dict[str, str]) -> Path:
    with av.open(str(path), "w") as film:
        stream = film.add_stream(codec, rate=NTSC, options=options)
        stream.width, stream.height, stream.pix_fmt = 64, 48, kind
        for number, picture in enumerate(moving()):
            frame = av.VideoFrame.from_ndarray(picture)
            frame.pts, frame.time_base = number, 1 / NTSC
            film.mux(stream.encode(frame))
        film.mux(stream.encode(None))
    return path


@pytest.mark.parametrize(
    ("name", "codec", "options"),
    [
        ("a.mp4", "libx264", {"g": "12", "bf": "2", "x264-params": "open-gop=1:scenecut=0"}),
        ("a.mp4", "libx264", {"g": "1000"}),  # one key frame alone
        ("a.mov", "libx264", {"g": "9", "x264-params": "tff=1:scenecut=0"}),  # interlaced
        ("a.ts", "mpeg2video", {"g": "12", "bf": "2"}),
        ("a.avi", "mpeg4", {"g": "12", "bf": "2"}),
        ("a.mkv", "ffv1", {}),
    ],
)
def test_a_recording(tmp_path: Path, name: str, codec: str, options: dict[str, str]) -> None:
    clip = filmed(tmp_path / name, codec, "yuv420p", options)
    whole = shown(clip, 0.0)
    assert len(whole) in (COUNT, 2 * COUNT)
    for start in (0.9, 1.7, 2.99, 9.0):
        assert shown(clip, start) == [each for each in whole if each[1] > start]


@dataclass
class Packet:
    """Of a recording in the order of decoding: what `from_key_frame` reads of one."""

    pts: int | None
    is_keyframe: bool = False
    size: int = 1


def test_decoding_begins_one_key_frame_early() -> None:
    # Pictures 9, 19, ... are stored after the key frame that follows them.
    times = [
        time for group in range(0, 50, 10) for time in (group, group - 1, *range(group + 1, group + 9)) if time >= 0
    ]
    packets = [Packet(time, time % 10 == 0) for time in times]
    for start, begun, taken in ((5, None, 0), (10, None, 0), (15, None, 0), (25, 10, 10), (35, 20, 20), (99, 30, 30)):
        coming = iter(packets)
        held, late = from_key_frame(coming, start)
        assert late == begun
        assert [each.pts for each in (*held, *coming)] == times[times.index(taken) :]
    # Of a picture without a time nothing is known.
    held, late = from_key_frame(iter([Packet(None), *packets]), 35)
    assert (len(held), late) == (1, None)


def test_numbered_pictures(tmp_path: Path) -> None:
    for number in range(9):
        Image.fromarray(grey(20 * number)).save(tmp_path / f"a{number}.png")
    whole = shown(tmp_path, 0.0)
    for start in (0.01, 0.1, 0.2, 0.25, 1.0):
        assert shown(tmp_path, start) == [each for each in whole if each[1] > start]
    # In place of the unreadable ones the one before stays.
    for number in (4, 5):
        (tmp_path / f"a{number}.png").write_bytes(b"no picture")
    with open_footage(str(tmp_path), lambda line: None) as footage:
        first = next(each for each in footage.pictures(0.19) if each.until > 0.19)
    assert first.picture.frame.to_ndarray(format="rgb24")[0, 0, 0] == 60


@pytest.mark.parametrize("camera", [True, False])
def test_a_dub(tmp_path: Path, camera: bool) -> None:
    clip = filmed(tmp_path / "a.mkv", "ffv1", "yuv420p", {})
    settings = ["tape.lapse=3", 'tape.transport=[{at = 0.1, kind = "rewind", seconds = 0.1, speed = 2}]']
    look = look_of("camcorder", settings, camera, 7, pytest.fail)

    def frames(first: int, last: int) -> list[bytes]:
        with open_footage(str(clip), pytest.fail) as footage, dub(footage, look, first=first) as played:
            return [frame.tobytes() for frame in islice(played, last - first)]

    assert frames(5, 7) == frames(0, 7)[5:]
