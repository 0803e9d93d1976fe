"""Films of which some is transparent: it is black on a screen, whatever colours are stored there."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from liminal.film.dub import television
from liminal.footage.footage import open_footage
from liminal.footage.picture_decoder import decoder_of


def pictures() -> np.ndarray:
    """Red that cannot be seen at the left; at the right white, and below it white that is half transparent."""
    picture = np.zeros((48, 64, 4), np.uint8)
    picture[:, :32] = 255, 0, 0, 0
    picture[:24, 32:] = 255, 255, 255, 255
    picture[24:, 32:] = 255, 255, 255, 128
    return picture


def write_film(path: Path, codec: str, pix_fmt: str, tags: dict[str, str] | None = None, **options: str) -> Path:
    """Write five such pictures."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=25, options=options)
        stream.width, stream.height, stream.pix_fmt = 64, 48, pix_fmt
        stream.metadata.update(tags or {})
        for number in range(5):
            frame = av.VideoFrame.from_ndarray(pictures(), format="rgba")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def screens(path: Path, warn: Callable[[str], None]) -> list[np.ndarray]:
    """What a screen shows of a film, 29.97 times a second."""
    with open_footage(str(path), warn) as footage:
        return list(television(footage))


@pytest.mark.parametrize(
    ("name", "codec", "pix_fmt", "more"),
    [
        ("vp9.webm", "libvpx-vp9", "yuva420p", {}),
        ("vp9.mkv", "libvpx-vp9", "yuva420p", {}),
        ("vp8.webm", "libvpx", "yuva420p", {"auto-alt-ref": "0"}),
        ("tagged.webm", "libvpx-vp9", "yuva420p", {"tags": {"alpha_mode": "1"}}),
        ("prores.mov", "prores_ks", "yuva444p10le", {"profile": "4"}),
        ("animation.mov", "qtrle", "argb", {}),
        ("ffv1.mkv", "ffv1", "yuva420p", {}),
        ("a.apng", "apng", "rgba", {}),
    ],
)
def test_what_is_transparent_is_black(tmp_path: Path, name: str, codec: str, pix_fmt: str, more) -> None:
    told: list[str] = []
    shown = screens(write_film(tmp_path / name, codec, pix_fmt, **more), told.append)
    assert told == []
    assert len(shown) == 6  # of five pictures at 25 a second
    for screen in shown:
        assert screen[20:460, 20:340].max() <= 12
        assert screen[20:220, 380:700].min() >= 250
        assert screen[260:460, 380:700].mean() == pytest.approx(128, abs=2)


def test_a_contact_sheet_shows_it_so_too(liminal, tmp_path: Path) -> None:
    film = write_film(tmp_path / "a.webm", "libvpx-vp9", "yuva420p")
    assert liminal("contact", film, "--columns", 2, "--rows", 2, "-o", tmp_path / "a.png").status == 0
    sheet = np.asarray(Image.open(tmp_path / "a.png")).astype(int)
    for x, y in ((0, 0), (324, 0), (0, 244), (324, 244)):
        assert sheet[y + 20 : y + 150, x + 20 : x + 150].max() <= 12
        assert sheet[y + 30 : y + 100, x + 190 : x + 300].min() >= 250


def test_what_is_all_opaque_is_decoded_as_fast_as_before(tmp_path: Path) -> None:
    with av.open(str(write_film(tmp_path / "a.webm", "libvpx-vp9", "yuv420p"))) as film:
        stream = film.streams.video[0]
        assert decoder_of(stream, print, "a.webm") is stream.codec_context


def test_a_decoder_that_is_lacking_is_told_of_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film = write_film(tmp_path / "a.webm", "libvpx-vp9", "yuva420p")
    monkeypatch.setattr("liminal.footage.picture_decoder._KEEPS_OPACITY", {"vp9": "libvpx-vp10"})
    told: list[str] = []
    assert len(screens(film, told.append)) == 6
    assert len(told) == 1
    assert "libvpx-vp10" in told[0]
