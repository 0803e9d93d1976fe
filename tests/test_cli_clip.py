"""`liminal clip`: films as asked for, and nothing broken left behind."""

import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image
from sketch import SKETCH

from liminal.film.recipe import read_recipe

QUICK = [word for override in SKETCH for word in ("--set", override)]


def _frames(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as movie:
        return [frame.to_ndarray(format="rgb24") for frame in movie.decode(video=0)]


def test_a_clip_moves_has_its_length_and_carries_its_recipe(liminal, tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    done = liminal("clip", *QUICK, "--tape", "off", "--seconds", 0.4, "--size", "64x48", "--codec", "ffv1", "-o", path)
    assert (done.status, done.out, done.err) == (0, "", "")  # no progress bar where nobody watches
    frames = _frames(path)
    assert len(frames) == 12
    assert all(frame.std() > 10.0 for frame in frames)
    assert abs(frames[0].astype(float) - frames[-1]).mean() > 0.2
    recipe = read_recipe(path)
    assert (recipe.seconds, recipe.width, recipe.height, recipe.seed) == (0.4, 64, 48, 7)

    # A still from the film's recipe stands where the film begins; a GIF of it keeps every second frame.
    assert liminal("still", "--from", path, "-o", tmp_path / "a.png").status == 0
    assert read_recipe(tmp_path / "a.png").pose == recipe.pose
    assert liminal("clip", "--from", path, "--seconds", 0.2, "-o", tmp_path / "a.gif").status == 0
    with Image.open(tmp_path / "a.gif") as gif:
        assert gif.n_frames == 3
        assert abs(np.asarray(gif.convert("RGB")).astype(float) - frames[0]).mean() < 6.0


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--seconds", "-3"], "-3 seconds of film are not possible; give more than 0"),
        (["--seconds", "0"], "0 seconds"),
        (["--seconds", "nan"], "nan seconds"),
        (["--seconds", "1e9"], "up to 3600"),
        (["--seconds", "soon"], "soon"),
        (["--size", "65x48"], "H.264 needs an even width and height, not 65x48"),
        (["--codec", "ffv1"], "ffv1 goes into .mkv"),
        (["--codec", "vhs"], "vhs"),
        (["--clean", "--tape", "rental"], "--clean is without a tape; leave it or --tape rental out"),
        (["--tape", "off", "--scan", "bob"], "--scan bob is for tapes"),
        (["nowhere"], "nowhere"),
        (["--set", "operator.sped=3"], "speed"),
    ],
)
def test_a_mistake_is_one_line_and_leaves_no_file(liminal, tmp_path: Path, words: list[str], complaint: str) -> None:
    assert complaint in liminal("clip", *words, "-o", tmp_path / "a.mp4").mistake
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a.wav", "a.gif"])
def test_what_has_no_pictures_to_write_on_takes_no_subtitles(liminal, tmp_path: Path, name: str) -> None:
    told = f"{name} has no place for subtitles; leave --subtitles out, or write .mp4 or .mkv"
    assert told in liminal("clip", "--subtitles", "-o", tmp_path / name).mistake
    assert list(tmp_path.iterdir()) == []


def test_a_tape_carries_the_shot_without_it(liminal, tmp_path: Path) -> None:
    """Made clean from the tape's recipe, it is what was never on tape, to the byte."""
    tape, clean, never = (tmp_path / name for name in ("tape.mp4", "clean.mkv", "never.mkv"))
    words = ["--seconds", 0.1, "--seed", 3, "--silent", "--no-flash-limit"]
    assert liminal("clip", *QUICK, *words, "-o", tape).status == 0
    assert liminal("clip", "--from", tape, "--clean", "-o", clean).status == 0
    assert liminal("clip", *QUICK, *words, "--tape", "off", "--size", "640x480", "-o", never).status == 0
    assert clean.read_bytes() == never.read_bytes()
    assert liminal("clip", "--from", tape, "--clean", "--size", "160x120", "-o", clean).status == 0
    assert _frames(clean)[0].shape == (120, 160, 3)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_clip_leaves_the_old_file(tmp_path: Path, number: int, status: int) -> None:
    path = tmp_path / "a.mp4"
    path.write_text("old")
    code = "from liminal.cli.main import main; main()"
    words = ["clip", *QUICK, "--seconds", "60", "--size", "64x48", "-o", str(path)]
    # Tests that run in the background of a shell inherit an ignored Ctrl-C, which the process under test must not.
    heedful = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(
        [sys.executable, "-c", code, *words], stderr=subprocess.PIPE, text=True, preexec_fn=heedful
    ) as process:
        # The part appears beside the file when filming begins.
        while process.poll() is None and len(list(tmp_path.iterdir())) < 2:
            time.sleep(0.05)
        process.send_signal(number)
        _, complaint = process.communicate()
    assert process.returncode == status, complaint
    assert "Traceback" not in complaint
    assert [(left.name, left.read_text()) for left in tmp_path.iterdir()] == [("a.mp4", "old")]
