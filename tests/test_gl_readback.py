"""Reads that go on while the next pictures are drawn: the same pixels, and nobody waits for the last picture."""

from collections.abc import Callable, Iterator

import moderngl
import numpy as np
import pytest
from sketch import SKETCH

from liminal.api.studio import Studio
from liminal.api.world import World
from liminal.gl import Context, ReadbackRing, Target, readback
from liminal.settings.load import load_preset

FRAMES = 6
SECONDS = FRAMES / 29.97


@pytest.fixture
def context() -> Iterator[Context]:
    with Context() as opened:
        yield opened


def _ring(context: Context, target: Target, ahead: int, monkeypatch: pytest.MonkeyPatch) -> ReadbackRing:
    _as_a_card_does(monkeypatch, ahead)
    return ReadbackRing(context, target)


def _as_a_card_does(monkeypatch: pytest.MonkeyPatch, ahead: int) -> None:
    """Let rings be as long as a card's, whatever draws here."""
    make = ReadbackRing.__init__

    def made(ring: ReadbackRing, *words: object) -> None:
        with monkeypatch.context() as here:
            here.setattr(readback, "AHEAD", ahead)
            here.setattr(Context, "info", property(lambda _: _Card))
            make(ring, *words)  # type: ignore[arg-type]

    monkeypatch.setattr(ReadbackRing, "__init__", made)


class _Card:
    software = False


@pytest.mark.parametrize("ahead", [0, 2])
def test_a_read_holds_what_was_drawn_when_it_began(
    context: Context, ahead: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = Target(context, (7, 3), ["f4", "i4"], channels=2)
    ring = _ring(context, target, ahead, monkeypatch)
    assert ring.ahead == ahead
    begun = []
    for number in range(5):
        floats = np.arange(42, dtype=np.float32).reshape(3, 7, 2) + number
        whole = np.arange(42, dtype=np.int32).reshape(3, 7, 2) - number
        target.colours[0].write(floats)
        target.colours[1].write(whole)
        begun.append((ring.begin(), floats, whole))
        if len(begun) > ahead:
            read, *expected = begun.pop(0)
            for got, wanted in zip(read.arrays, expected, strict=True):
                np.testing.assert_array_equal(got, wanted)


def test_a_read_that_was_left_too_long_is_told(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    ring = _ring(context, Target(context, (2, 2), ["f4"]), 1, monkeypatch)
    first, second, _ = (ring.begin() for _ in range(3))
    assert second.arrays[0].shape == (2, 2, 4)
    with pytest.raises(LookupError, match="read 0 is gone"):
        _ = first.arrays


def _taped(studio: Studio) -> Iterator[np.ndarray]:
    return studio.tape(SECONDS)


def _seen(studio: Studio) -> Iterator[np.ndarray]:
    return studio.clip(SECONDS, (96, 64))


@pytest.mark.parametrize("film", [_taped, _seen])
def test_a_film_waits_for_no_picture_that_is_still_drawn(
    film: Callable[[Studio], Iterator[np.ndarray]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a card: after the first, each frame takes one buffer, whose copy began two frames before, and no other."""
    with Studio(World(3, load_preset("level-0", SKETCH, "camcorder"))) as studio:
        expected = list(film(studio))

    _as_a_card_does(monkeypatch, 2)
    happened: list[str] = []
    begin, read_buffer = ReadbackRing.begin, moderngl.Buffer.read
    monkeypatch.setattr(ReadbackRing, "begin", lambda ring: happened.append("begin") or begin(ring))
    monkeypatch.setattr(
        moderngl.Buffer, "read", lambda *words, **more: happened.append("take") or read_buffer(*words, **more)
    )
    for owner, name in ((moderngl.Framebuffer, "read"), (moderngl.Texture, "read"), (moderngl.Context, "finish")):
        waits = getattr(owner, name)
        monkeypatch.setattr(
            owner, name, lambda *words, waits=waits, **more: happened.append("wait") or waits(*words, **more)
        )
    with Studio(World(3, load_preset("level-0", SKETCH, "camcorder"))) as studio:
        frames = []
        for frame in film(studio):
            frames.append(frame)
            happened.append("frame")
    assert all((one == other).all() for one, other in zip(frames, expected, strict=True))
    steady = happened[happened.index("frame") + 1 :]
    assert steady == ["begin", "take", "frame"] * (FRAMES - 3) + ["take", "frame"] * 2
    assert "wait" in happened  # lighting and metering, beforehand
