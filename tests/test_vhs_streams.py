"""Files of several streams: the pictures that players show, and the sound that belongs to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from struct import pack

import av
import numpy as np
import pytest
from av.stream import Disposition
from dubbing import play_off
from footage import SOUND_RATE, grey, read_video
from PIL import Image

from liminal.errors import LiminalError
from liminal.film.dub import television
from liminal.footage.footage import open_footage
from liminal.footage.recording import Recording
from liminal.footage.stream_choice import sound_beside

_QUIET_X265 = {"x265-params": "log-level=none:bframes=0:qp=4"}
DEFAULT, NONE = Disposition.default, Disposition(0)


@dataclass(frozen=True)
class Pictures:
    """A stream of even pictures. `level`: their grey, by which they are known again. `rate`: pictures a second."""

    level: int
    size: tuple[int, int] = (64, 48)
    count: int = 10
    disposition: Disposition = NONE
    rate: int = 20
    pix_fmt: str = "yuv420p"


@dataclass(frozen=True)
class Tone:
    """A stream of sound of half a second. `pitch`: in Hz."""

    pitch: float
    disposition: Disposition = NONE
    bit_rate: int = 64_000


def write_streams(path: Path, streams: Sequence[Pictures | Tone]) -> Path:
    """Write streams in this order, each whole before the next."""
    with av.open(str(path), "w") as container:
        opened = [(_open(container, each), each) for each in streams]
        for stream, each in opened:
            for frame in _tone(each) if isinstance(each, Tone) else _even(each):
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
    return path


def _open(container, each):
    if isinstance(each, Tone):
        stream = container.add_stream("aac", rate=SOUND_RATE, layout="mono")
        stream.bit_rate = each.bit_rate
    else:
        # FFmpeg's decoder of H.264 gives grey pictures as coloured ones.
        codecs = {"gray": ("libx265", _QUIET_X265), "yuvj420p": ("mjpeg", {})}
        codec, options = codecs.get(each.pix_fmt, ("libx264", {"qp": "4"}))
        stream = container.add_stream(codec, rate=each.rate, options=options)
        (stream.width, stream.height), stream.pix_fmt = each.size, each.pix_fmt
    stream.disposition = each.disposition
    return stream


def _even(each: Pictures):
    for number in range(each.count):
        frame = av.VideoFrame.from_ndarray(grey(each.level, each.size), format="rgb24")
        frame.pts, frame.time_base = number, Fraction(1, each.rate)
        yield frame


def _tone(each: Tone):
    wave = 0.5 * np.sin(2 * np.pi * each.pitch * np.arange(SOUND_RATE // 2) / SOUND_RATE)
    for first in range(0, len(wave), 1000):
        frame = av.AudioFrame.from_ndarray(wave[None, first : first + 1000].astype(np.float32), "fltp", "mono")
        frame.sample_rate, frame.pts = SOUND_RATE, first
        yield frame


def shown_levels(path: Path) -> set[int]:
    """The greys of what is played of a file, in steps of ten."""
    with open_footage(str(path), print) as footage:
        return {round(screen[240, 360, 1] / 10) * 10 for screen in television(footage)}


@pytest.mark.parametrize("ending", ["mp4", "mkv", "mov"])
@pytest.mark.parametrize(
    ("passed_over", "shown"),
    [
        # A motion photo: its still, large and the default, then its film.
        ([Pictures(200, (128, 96), 1, DEFAULT)], Pictures(100)),
        ([Pictures(200, (128, 96), 8)], Pictures(100, count=4, disposition=DEFAULT)),
        ([Pictures(200, (128, 96), 8, DEFAULT)], Pictures(100, disposition=DEFAULT)),
        ([Pictures(200, (32, 24), 11, disposition=DEFAULT)], Pictures(100, disposition=DEFAULT)),
        # The opacity of pictures is as large and as long as they are, and may be the default too.
        ([Pictures(200, disposition=DEFAULT, pix_fmt="gray")], Pictures(100)),
        # A time-lapse of few pictures is a film, and a grey one as well.
        ([Pictures(200, (128, 96), 1, DEFAULT)], Pictures(100, count=2, rate=1, pix_fmt="gray")),
    ],
)
def test_the_film_is_shown_that_players_show(tmp_path: Path, ending: str, passed_over, shown) -> None:
    for number, streams in enumerate(([*passed_over, shown], [shown, *passed_over])):
        assert shown_levels(write_streams(tmp_path / f"{number}.{ending}", streams)) == {100}


def test_covers_are_not_shown(tmp_path: Path) -> None:
    cover = Pictures(200, (128, 96), 1, Disposition.attached_pic, pix_fmt="yuvj420p")
    with av.open(str(write_streams(tmp_path / "a.mp4", [cover, Pictures(100)]))) as film:
        assert any(each.disposition & Disposition.attached_pic for each in film.streams.video)
    assert shown_levels(tmp_path / "a.mp4") == {100}
    # They alone are no film, whatever sounds beside them.
    with pytest.raises(LiminalError, match="holds only sound"):
        Recording(write_streams(tmp_path / "b.mp4", [cover, Tone(440)]), print)


def test_what_can_be_decoded_is_shown(tmp_path: Path) -> None:
    path = write_streams(tmp_path / "a.mkv", [Pictures(200, (128, 96), 20, DEFAULT), Pictures(100)])
    spoilt = path.read_bytes().replace(b"V_MPEG4/ISO/AVC", b"V_MPEG9/ISO/AVC", 1)
    (tmp_path / "b.mkv").write_bytes(spoilt)
    assert shown_levels(tmp_path / "b.mkv") == {100}
    (tmp_path / "c.mkv").write_bytes(spoilt.replace(b"V_MPEG4/ISO/AVC", b"V_MPEG9/ISO/AVC"))
    with pytest.raises(LiminalError, match="no decoder for its pictures"):
        Recording(tmp_path / "c.mkv", print)


def test_a_contact_sheet_is_of_the_same_film(liminal, tmp_path: Path) -> None:
    film = write_streams(tmp_path / "a.mp4", [Pictures(200, (128, 96), 1, DEFAULT), Pictures(100)])
    assert liminal("contact", film, "--columns", 2, "--rows", 1, "-o", tmp_path / "a.png").status == 0
    sheet = np.asarray(Image.open(tmp_path / "a.png"))
    assert sheet[80, [100, 450]] == pytest.approx(100, abs=2)


@pytest.mark.parametrize(
    ("sounds", "beside"),
    [
        ([Tone(500), Tone(900, DEFAULT)], 1),
        ([Tone(500, DEFAULT), Tone(900)], 0),
        ([Tone(500), Tone(900)], 0),
        ([Tone(500, DEFAULT | Disposition.comment, 128_000), Tone(900, DEFAULT)], 1),
        ([Tone(500, DEFAULT | Disposition.visual_impaired, 128_000), Tone(900)], 1),
        ([Tone(500, DEFAULT | Disposition.hearing_impaired), Tone(700, Disposition.comment), Tone(900)], 2),
        ([Tone(500, DEFAULT | Disposition.comment)], 0),
        ([], None),
    ],
)
def test_the_usual_sound_is_heard(tmp_path: Path, sounds: list[Tone], beside: int | None) -> None:
    with av.open(str(write_streams(tmp_path / "a.mkv", [Pictures(100), *sounds]))) as film:
        heard = sound_beside(film)
        assert (heard and heard.index) == (None if beside is None else beside + 1)


@pytest.mark.parametrize("tape", ["off", "clean"])
def test_the_usual_sound_is_written_beside_the_usual_pictures(liminal, tmp_path: Path, tape: str) -> None:
    streams = [Pictures(200, (32, 24), 10), Tone(500), Pictures(100, disposition=DEFAULT), Tone(3000, DEFAULT)]
    play_off(liminal, write_streams(tmp_path / "a.mkv", streams), tmp_path / "b.mkv", "--tape", tape)
    assert int(read_video(tmp_path / "b.mkv")[0][5, 240, 360, 1]) == pytest.approx(100, abs=8)
    with av.open(str(tmp_path / "b.mkv")) as film:
        sound = np.concatenate([frame.to_ndarray()[0] for frame in film.decode(audio=0)]).astype(float)
    loudest = np.argmax(abs(np.fft.rfft(sound))) / len(sound) * SOUND_RATE
    assert loudest == pytest.approx(3000, rel=0.02)


def _box(name: bytes, *content: bytes) -> bytes:
    held = b"".join(content)
    return pack(">I", len(held) + 8) + name + held


def _full(name: bytes, version: int, *content: bytes) -> bytes:
    return _box(name, pack(">I", version << 24), *content)


def write_tiles(path: Path) -> Path:
    """Write a HEIF picture of 128 x 48 pixels in two tiles, and its thumbnail (ISO/IEC 23008-12)."""
    tiles = []
    for size in ((64, 48), (64, 48), (32, 12)):
        held = BytesIO()
        Image.fromarray(grey(200, size)).save(held, "JPEG")
        tiles.append(held.getvalue())
    grid = pack(">4B2H", 0, 0, 0, 1, 128, 48)  # one row of two tiles
    items = [*tiles, grid]
    kinds = [b"jpeg", b"jpeg", b"jpeg", b"grid"]
    names = [_full(b"infe", 2, pack(">2H", number, 0), kind, b"\0") for number, kind in enumerate(kinds, start=1)]
    sizes = [_full(b"ispe", 0, pack(">2I", *size)) for size in ((64, 48), (32, 12), (128, 48))]
    belongs = b"".join(pack(">H2B", item, 1, index) for item, index in ((1, 1), (2, 1), (3, 2), (4, 3)))

    def whole(start: int) -> bytes:
        places = b""
        for number, item in enumerate(items, start=1):
            places += pack(">3H2I", number, 0, 1, start + sum(map(len, items[: number - 1])), len(item))
        meta = _full(
            b"meta",
            0,
            _full(b"hdlr", 0, pack(">I4s12xB", 0, b"pict", 0)),
            _full(b"pitm", 0, pack(">H", 4)),
            _full(b"iinf", 0, pack(">H", len(names)), *names),
            _full(b"iref", 0, _box(b"dimg", pack(">4H", 4, 2, 1, 2)), _box(b"thmb", pack(">3H", 3, 1, 4))),
            _box(b"iprp", _box(b"ipco", *sizes), _full(b"ipma", 0, pack(">I", 4), belongs)),
            _full(b"iloc", 0, pack(">BBH", 0x44, 0, len(items)), places),
        )
        return _box(b"ftyp", b"mif1", pack(">I", 0), b"mif1") + meta + _box(b"mdat")

    path.write_bytes(whole(len(whole(0)))[:-8] + _box(b"mdat", *items))
    return path


def test_a_tile_is_not_shown_for_the_whole(tmp_path: Path) -> None:
    path = write_tiles(tmp_path / "a.heif")
    with av.open(str(path)) as file:
        assert [bool(each.disposition & Disposition.dependent) for each in file.streams.video] == [True, True, False]
    with pytest.raises(LiminalError, match="its picture is kept in tiles"):
        Recording(path, print)
