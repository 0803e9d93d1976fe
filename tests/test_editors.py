"""Films and sound for editors, as Debian's FFmpeg and MLT, other builds than the one inside PyAV, read them.

Both are skipped where they are not installed; `make setup` brings FFmpeg.
"""

import json
import shutil
import subprocess
import wave
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liminal.errors import LiminalError
from liminal.film.clip_sound import ClipSound
from liminal.film.join import join
from liminal.film.movie import CODECS, check_movie, open_movie
from liminal.film.production import FilmMemory, Production
from liminal.film.recipe import Recipe, read_recipe
from liminal.film.segment_form import SegmentForm
from liminal.film.segment_store import Segment
from liminal.film.sound_file import write_sound
from liminal.film.splice import splice
from liminal.film.time_code import TimeCode
from liminal.film.transfer import open_transfer, plan_transfer
from liminal.rate import FRAME_RATE
from liminal.settings.clock import Clock
from liminal.view.pose import Pose

ffmpeg = pytest.mark.skipif(shutil.which("ffprobe") is None, reason="no ffprobe: make setup, or apt install ffmpeg")
melt = pytest.mark.skipif(shutil.which("melt") is None, reason="no melt: apt install melt")

SIZE = (256, 120)  # as small as DNxHR can be
FIELD_LEVELS = [(40 + 16 * number, 48 + 16 * number) for number in range(6)]  # of field 1 and field 2
COLOUR = (180, 120, 60)
# What a film of a codec is called elsewhere, and the scans that it can have.
KNOWN = {
    ("h264", ".mp4"): ("h264", "avc1", "yuv420p", ("bob", "interlaced")),
    ("hevc", ".mp4"): ("hevc", "hvc1", "yuv420p", ("bob",)),
    ("av1", ".mp4"): ("av1", "av01", "yuv420p", ("bob",)),
    ("h264", ".mov"): ("h264", "avc1", "yuv420p", ("interlaced",)),
    ("prores", ".mov"): ("prores", "apch", "yuv422p10le", ("bob", "interlaced")),
    ("dnxhr", ".mov"): ("dnxhd", "AVdh", "yuv422p10le", ("bob",)),
    ("hevc", ".mkv"): ("hevc", "[0][0][0][0]", "yuv420p", ("bob",)),
    ("ffv1", ".mkv"): ("ffv1", "[0][0][0][0]", "bgr0", ("interlaced",)),
}
KINDS = [(*kind, scan) for kind, (*_, scans) in KNOWN.items() for scan in scans]


def frames_of_fields() -> list[np.ndarray]:
    """Frames each of whose fields is brighter than the one before."""
    frames = np.empty((len(FIELD_LEVELS), 480, 720, 3), np.uint8)
    for frame, levels in zip(frames, FIELD_LEVELS, strict=True):
        frame[0::2], frame[1::2] = levels
    return list(frames)


def tape(path: Path, codec: str, scan: Any, frames: list[np.ndarray]) -> Path:
    with open_transfer(plan_transfer(str(path), moving=True, scan=scan, size=SIZE, codec=codec)) as movie:
        for frame in frames:
            movie.write(frame)
    return path


def probed(path: Path) -> list[dict[str, Any]]:
    words = ["ffprobe", "-v", "error", "-count_frames", "-show_streams", "-of", "json", path]
    read = subprocess.run(words, capture_output=True, text=True, check=True)
    assert read.stderr == ""
    return json.loads(read.stdout)["streams"]  # type: ignore[no-any-return]


def decoded(path: Path, *filters: str, size: tuple[int, int] = SIZE) -> np.ndarray:
    """All pictures as FFmpeg shows them, (n, H, W, 3)."""
    words = ["ffmpeg", "-v", "error", "-i", path, *filters, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    data = subprocess.run(words, capture_output=True, check=True).stdout
    return np.frombuffer(data, np.uint8).reshape(-1, size[1], size[0], 3)


@ffmpeg
@pytest.mark.parametrize(("codec", "suffix", "scan"), KINDS)
def test_a_tape_is_what_it_says(tmp_path: Path, codec: str, suffix: str, scan: str) -> None:
    frames, path = frames_of_fields(), tmp_path / f"film{suffix}"
    pieces = [tape(tmp_path / f"{n}{suffix}", codec, scan, part) for n, part in enumerate((frames[:4], frames[4:]))]
    pictures = 2 if scan == "bob" else 1
    rate = pictures * FRAME_RATE
    start = "01:09:59;28" if suffix == ".mov" else ""
    splice(pieces, path, rate, "{}", start=start)

    stream, *others = probed(path)
    name, tag, pixels, _ = KNOWN[codec, suffix]
    assert (stream["codec_name"], stream["codec_tag_string"], stream["pix_fmt"]) == (name, tag, pixels)
    assert float(Fraction(stream["avg_frame_rate"])) == pytest.approx(float(rate), rel=1e-6)  # Matroska has ns
    assert int(stream["nb_read_frames"]) == pictures * len(frames)
    assert stream.get("field_order", "progressive") == ("tt" if scan == "interlaced" else "progressive")
    assert stream["color_primaries"] == "smpte170m"
    assert stream["color_transfer"] == ("bt709" if codec == "prores" else "smpte170m")  # one curve, two names
    if codec != "ffv1":
        assert stream["color_range"] == "tv"
        assert stream["color_space"] == ("bt709" if codec == "dnxhr" else "smpte170m")
        shape = Fraction(stream["sample_aspect_ratio"].replace(":", "/"))
        assert shape * Fraction(*SIZE) == Fraction(4, 3)
    assert [(each["codec_tag_string"], each["tags"]["timecode"]) for each in others] == (
        [("tmcd", start)] if suffix == ".mov" else []
    )

    # The pictures are in order, and each field has its own level.
    apart = ("-vf", "separatefields") if scan == "interlaced" else ()
    shown = decoded(path, *apart, size=(SIZE[0], SIZE[1] // len(apart or "1")))
    levels = shown[:, 10:-10, 10:-10].mean((1, 2, 3))
    np.testing.assert_allclose(levels, np.ravel(FIELD_LEVELS), atol=2.5)


@pytest.mark.parametrize(("codec", "suffix", "scan"), KINDS)
def test_pieces_of_pieces_are_the_film(tmp_path: Path, codec: str, suffix: str, scan: str) -> None:
    """Joined without encoding anew, in whatever steps, to the same bytes; and encoded twice, to the same."""
    frames, rate = frames_of_fields()[:3], FRAME_RATE * (2 if scan == "bob" else 1)
    one, other, again = (tmp_path / f"{name}{suffix}" for name in ("one", "other", "again"))
    for path, part in ((one, frames[:2]), (other, frames[2:]), (again, frames[:2])):
        tape(path, codec, scan, part)
    assert again.read_bytes() == one.read_bytes()
    for name, pieces in {"once": [one, other], "a": [one], "b": [other], "twice": ["a", "b"]}.items():
        splice(
            [tmp_path / f"{p}{suffix}" if isinstance(p, str) else p for p in pieces],
            tmp_path / f"{name}{suffix}",
            rate,
            "",
        )
    assert (tmp_path / f"once{suffix}").read_bytes() == (tmp_path / f"twice{suffix}").read_bytes()


@ffmpeg
@pytest.mark.parametrize(("codec", "suffix"), [kind for kind in KNOWN if kind[1] != ".mkv"])
@pytest.mark.parametrize("television", [False, True])
def test_colours_are_those_that_were_written(tmp_path: Path, codec: str, suffix: str, television: bool) -> None:
    """Any program that reads the tags comes back to the same R'G'B'."""
    path = tmp_path / f"film{suffix}"
    frame = np.full((480, 720, 3) if television else (*SIZE[::-1], 3), COLOUR, np.uint8)
    if television:
        tape(path, codec, "bob", [frame])
    else:
        with open_movie(path, *SIZE, codec=codec) as movie:
            movie.write(frame)
    np.testing.assert_allclose(decoded(path)[0, 20:-20, 20:-20].mean((0, 1)), COLOUR, atol=2)
    if not television:
        (stream,) = probed(path)
        assert stream["color_primaries"] == "bt709"
        assert stream["color_transfer"] == ("bt709" if codec == "prores" else "iec61966-2-1")


@melt
def test_an_editor_finds_its_length_and_its_fields(tmp_path: Path) -> None:
    """MLT, which Kdenlive and Shotcut edit with: asked for the top field first it moves nothing."""
    path = tape(tmp_path / "film.mov", "prores", "interlaced", frames_of_fields())
    found = subprocess.run(["melt", path, "-consumer", "xml"], capture_output=True, text=True, check=True).stdout
    assert f'<property name="length">{len(FIELD_LEVELS)}</property>' in found
    assert 'frame_rate_num="30000" frame_rate_den="1001"' in found
    assert 'progressive="0"' in found
    out = tmp_path / "out.mkv"
    settings = ["vcodec=ffv1", "pix_fmt=yuv422p", "an=1", "rescale=none", "top_field_first=1", "real_time=-1"]
    subprocess.run(["melt", path, "-consumer", f"avformat:{out}", *settings], capture_output=True, check=True)
    with av.open(str(out)) as film:
        shown = np.array([frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)])
    fields = np.stack([shown[:, 10:-10:2], shown[:, 11:-10:2]], 1).mean((2, 3, 4))
    np.testing.assert_allclose(fields, FIELD_LEVELS, atol=3)


def test_labels_count_every_frame_of_the_day_once() -> None:
    """SMPTE ST 12-1: all of hh:mm:ss;ff but ;00 and ;01 of each minute that ten does not divide."""
    labels = [
        f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d};{frame:02d}"
        for second in range(3600)
        for frame in range(30)
        if frame >= 2 or second % 60 or second // 60 % 10 == 0
    ]
    assert len(labels) == 107_892
    assert [TimeCode(number).label() for number in range(len(labels))] == labels
    assert TimeCode(24 * len(labels) - 1).label() == "23:59:59;29"
    assert TimeCode(24 * len(labels) - 1).later(1) == TimeCode(0)
    # FFmpeg's own example of ST 12-1 at twice the rate: the minute begins at ;04.
    assert TimeCode(1800).label(2 * FRAME_RATE) == "00:01:00;04"


@given(hour=st.integers(0, 23), minute=st.integers(0, 59), second=st.integers(0, 59))
def test_the_label_is_what_the_clock_shows(hour: int, minute: int, second: int) -> None:
    shown = f"{hour:02d}:{minute:02d}:{second:02d}"
    code = TimeCode.of(Clock.of(f"1996-09-23 {shown}"))
    assert code.label() in (f"{shown};00", f"{shown};02")
    # Drop-frame is late by no more than two frames, and 3.6 ms for each hour.
    assert abs(code.samples(48_000) / 48_000 - (3600 * hour + 60 * minute + second)) < 2 / 29.97 + 0.0036 * 24


def test_a_camera_without_a_time_of_day_begins_at_midnight() -> None:
    assert TimeCode.of(None).label() == TimeCode.of(Clock.of("--:--")).label() == "00:00:00;00"


class Silence:
    """Sound of which there is nothing to hear."""

    def samples(self, first: int, count: int) -> np.ndarray:
        return np.zeros((count, 2), np.float32)


@ffmpeg
def test_a_wave_lies_where_its_film_lies(tmp_path: Path) -> None:
    """EBU Tech 3285: the time reference counts samples since midnight, as the time code counts frames."""
    path, clock = tmp_path / "a.wav", Clock.of("1996-09-23 19:42:07")
    write_sound(path, ClipSound(Silence(), 4800), "a recipe", clock=clock)
    words = ["ffprobe", "-v", "error", "-show_format", "-of", "json", path]
    tags = json.loads(subprocess.run(words, capture_output=True, check=True).stdout)["format"]["tags"]
    frame = round(int(tags["time_reference"]) / 48_000 * FRAME_RATE)
    assert TimeCode(frame).label() == "19:42:07;00"
    assert (tags["date"], tags["creation_time"], tags["comment"]) == ("1996-09-23", "19:42:07", "a recipe")
    with wave.open(str(path)) as file:
        assert file.getnframes() == 4800


@ffmpeg
def test_a_piece_has_the_time_code_of_its_first_frame(tmp_path: Path) -> None:
    fields: dict[str, Any] = {"liminal": "0", "world": 2, "preset": "p", "seed": 1, "pose": Pose(0, 0, 0), "samples": 1}
    fields |= {"settings": {"display": {"date": "1996-09-23 19:59:59"}}, "width": SIZE[0], "height": SIZE[1]}
    fields |= {"seconds": 1.2, "scan": "interlaced", "codec": "prores", "silent": True, "flash_limit": False}
    recipe = Recipe(**fields)

    def draw(wanted: Any, log: Any) -> Any:
        return (np.full((480, 720, 3), 2 * number, np.uint8) for number in wanted)

    production = Production(SegmentForm.of(recipe), draw)
    for name, span in {"a": (0, 33), "b": (33, 36), "whole": (0, 36)}.items():
        piece = production.piece(Segment(*span), FilmMemory(), lambda: None)
        (tmp_path / f"{name}.mov").write_bytes(piece)
    join([tmp_path / "b.mov", tmp_path / "a.mov"], tmp_path / "c.mov")
    join([tmp_path / "whole.mov"], tmp_path / "d.mov")
    assert (tmp_path / "c.mov").read_bytes() == (tmp_path / "d.mov").read_bytes()
    codes = [probed(tmp_path / f"{name}.mov")[-1]["tags"]["timecode"] for name in ("a", "b", "c")]
    assert codes == ["19:59:59;00", "20:00:00;03", "19:59:59;00"]
    assert read_recipe(tmp_path / "c.mov").frames is None
    with pytest.raises(LiminalError, match=r"c\.mp4: \.mp4 does not hold prores; end the name in \.mov"):
        join([tmp_path / "a.mov", tmp_path / "b.mov"], tmp_path / "c.mp4")


@pytest.mark.parametrize(
    ("name", "size", "codec", "complaint"),
    [
        ("a.mp4", (720, 480), "prores", "holds h264 or hevc or av1, not prores; prores goes into .mov"),
        ("a.mov", (721, 480), None, "ProRes needs an even width and height, not 721x480; use 722x480"),
        ("a.mov", (254, 120), "dnxhr", "DNxHR begins at 256x120, and this is 254x120"),
        ("a.mp4", (8, 8), "hevc", "HEVC begins at 16x16"),
    ],
)
def test_what_a_codec_cannot_be(
    tmp_path: Path, name: str, size: tuple[int, int], codec: str | None, complaint: str
) -> None:
    with pytest.raises(LiminalError, match=complaint):
        check_movie(tmp_path / name, *size, codec)


def test_an_encoder_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(av, "codecs_available", {"libx264"})
    for codec, suffix in ((name, suffix) for suffix, names in CODECS.items() for name in names):
        if codec in ("h264", "ffv1", "gif"):
            check_movie(tmp_path / f"a{suffix}", *SIZE, codec)
        else:
            with pytest.raises(LiminalError, match=r"PyAV .* has no encoder .* choose another --codec"):
                check_movie(tmp_path / f"a{suffix}", *SIZE, codec)


@pytest.mark.parametrize("codec", ["hevc", "av1", "dnxhr"])
def test_what_has_no_fields_is_not_interlaced(liminal, tmp_path: Path, codec: str) -> None:
    path = tmp_path / ("a.mov" if codec == "dnxhr" else "a.mp4")
    told = liminal("clip", "--codec", codec, "--scan", "interlaced", "-o", path).mistake
    assert "has no fields here; leave --scan interlaced out, or choose --codec" in told
    assert list(tmp_path.iterdir()) == []
