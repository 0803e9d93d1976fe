"""Footage that is damaged is played as far as it goes; of what cannot be played, one line says why."""

import re
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from dubbing import levels_of, play_off
from footage import NTSC, grey, read_video, steady, write_clip


@pytest.mark.parametrize("spoilt_from", [0.0, 0.5])
def test_damage_is_skipped_with_a_warning_and_time_is_kept(liminal, tmp_path: Path, spoilt_from: float) -> None:
    levels = [20 + 6 * number for number in range(36)]
    grain = np.random.default_rng(1).integers(-12, 13, (48, 64, 1))
    pictures = [(level + grain).clip(0, 255).astype(np.uint8).repeat(3, axis=2) for level in levels]
    alone = {"g": "1", "bf": "0", "qp": "10", "x264-params": "slices=1"}  # each picture is known without the others
    clip = write_clip(tmp_path / "a.mp4", pictures, steady(36, NTSC), options=alone)
    with av.open(str(clip)) as film:
        spoilt = [packet for packet in film.demux(video=0) if packet.size][12]
        first, end = spoilt.pos + int(spoilt_from * spoilt.size), spoilt.pos + spoilt.size
    content = bytearray(clip.read_bytes())
    content[first:end] = b"\xff" * (end - first)
    clip.write_bytes(content)
    warning = play_off(liminal, clip, tmp_path / "b.mkv", "--codec", "ffv1")
    told = re.search(r"is damaged near (0\.\d\d) s", warning)
    assert told
    assert float(told[1]) == pytest.approx(0.4, abs=0.2)  # decoders find out a few pictures later
    assert len(warning.splitlines()) == 1
    shown = levels_of(read_video(tmp_path / "b.mkv")[0]).mean(axis=1)
    grain_seen = shown[0] - levels[0]
    np.testing.assert_allclose(shown - grain_seen, [*levels[:12], levels[11], *levels[13:]], atol=2.5)


def test_what_ends_early_is_refused_or_played_in_part(liminal, tmp_path: Path) -> None:
    pictures = [np.random.default_rng(n).integers(0, 256, (48, 64, 3), dtype=np.uint8) for n in range(60)]
    whole = write_clip(tmp_path / "a.mkv", pictures, steady(60, Fraction(30)), options={"qp": "20"})
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    mistake = liminal("vhs", cut, "--tape", "off", "-o", tmp_path / "b.mp4").mistake
    assert "of 2.00 s: it is cut off or damaged; give --partial" in mistake
    assert not (tmp_path / "b.mp4").exists()
    assert "playing what there is" in play_off(liminal, cut, tmp_path / "b.mp4", "--partial")
    assert 10 < len(read_video(tmp_path / "b.mp4")[0]) < 50


def hopeless(folder: Path) -> dict[str, Path]:
    """Files that nobody can play."""
    whole = write_clip(folder / "whole.mp4", [grey(50)] * 30, steady(30, NTSC)).read_bytes()
    matroska = write_clip(folder / "whole.mkv", [grey(50)] * 9, steady(9, NTSC)).read_bytes()
    made = {
        "a text": ("text.mp4", b"not a film\n" * 50),
        "nothing": ("empty.mp4", b""),
        "half an mp4": ("half.mp4", whole[: len(whole) // 2]),
        "an unknown codec": ("codec.mkv", matroska.replace(b"V_MPEG4/ISO/AVC", b"V_MPEG4/ISO/XXX")),
        "half a picture": ("half.png", b"\x89PNG\r\n\x1a\n" + bytes(30)),
    }
    for name, content in made.values():
        (folder / name).write_bytes(content)
    with av.open(str(folder / "sound.m4a"), "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=48000, layout="mono")
        block = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
        block.sample_rate, block.pts = 48000, 0
        container.mux([*stream.encode(block), *stream.encode(None)])
    with av.open(str(folder / "none.avi"), "w") as container:
        stream = container.add_stream("mpeg4", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        container.start_encoding()
    (folder / "no pictures").mkdir()
    others = {
        "sound alone": "sound.m4a",
        "no picture": "none.avi",
        "an empty folder": "no pictures",
        "a ghost": "no.mp4",
    }
    return {what: folder / name for what, (name, _) in made.items()} | {w: folder / n for w, n in others.items()}


def test_what_cannot_be_played_is_one_line_and_leaves_no_file(liminal, tmp_path: Path) -> None:
    for what, path in hopeless(tmp_path).items():
        mistake = liminal("vhs", path, "--tape", "off", "-o", tmp_path / "out.mp4").mistake
        assert path.name in mistake, what
        assert not list(tmp_path.glob("*out*")), what
