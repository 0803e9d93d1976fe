"""What goes wrong in `liminal vhs` is told in one line, and leaves nothing broken behind."""

import resource
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from dubbing import MAIN, run_vhs
from footage import NTSC, grey, steady, write_clip
from PIL import Image


@pytest.mark.parametrize(
    ("words", "needle"),
    [
        (["--tape", "camcoder"], 'did you mean "camcorder"'),
        (["--set", "tape.sped=ep"], 'did you mean "speed"'),
        (["--set", "world.lamp_dead=1"], "world does nothing to footage"),
        (["--rate", "0"], "pictures a second"),
        (["--raw", "64x48"], "standard input"),
        (["--size", "641x480", "--scan", "interlaced"], "whole 2s"),
        (["--size", "641x480"], "even width and height"),
        (["--codec", "ffv1"], "ffv1 goes into .mkv"),
        (["-o", "a.gif", "--scan", "interlaced"], "--scan bob or weave"),
        (["-o", "a.png"], "name numbered ones"),
        (["-o", "a.avi"], ".mkv"),
        (["-o", "clip.mp4"], "is what is being played"),
    ],
)
def test_a_mistake_is_found_before_the_work(
    liminal, tmp_path: Path, monkeypatch, words: list[str], needle: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write_clip(tmp_path / "clip.mp4", [grey(50)] * 3, steady(3, NTSC))
    assert needle in liminal("vhs", "clip.mp4", "-o", "out.mp4", *words).mistake
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]


@pytest.mark.parametrize("output", ["out.mp4", "out.mkv", "out.gif", "%02d.png"])
def test_a_full_disk_leaves_nothing(tmp_path: Path, output: str) -> None:
    noise = [np.random.default_rng(n).integers(0, 256, (240, 320, 3), dtype=np.uint8) for n in range(8)]
    clip = write_clip(tmp_path / "a.mkv", noise, steady(8, NTSC), codec="ffv1", pix_fmt="bgr0")
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (150_000, 150_000))
    done = run_vhs(clip, "--tape", "off", "-o", tmp_path / output, preexec_fn=limit)
    assert done.returncode == 2, done.stderr
    assert done.stderr.decode().startswith(f"liminal: error: cannot write {tmp_path / output}: file too large")
    assert len(done.stderr.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.mkv"]


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_dub_leaves_the_old_file(tmp_path: Path, number: int, status: int) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "b.mp4").write_text("old")
    Image.fromarray(grey(90)).save(tmp_path / "a.png")
    command = [sys.executable, "-c", MAIN, "vhs", tmp_path / "a.png", "--seconds", "3000", "-o", folder / "b.mp4"]
    heedful = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=heedful) as process:
        while process.poll() is None and len(list(folder.iterdir())) < 2:
            time.sleep(0.05)
        time.sleep(0.3)
        process.send_signal(number)
        _, complaint = process.communicate()
    assert process.returncode == status, complaint
    assert "Traceback" not in complaint
    assert [(left.name, left.read_text()) for left in folder.iterdir()] == [("b.mp4", "old")]
