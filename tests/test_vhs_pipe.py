"""`liminal vhs` through pipes."""

import os
import signal
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from threading import Thread
from time import sleep

import numpy as np
import pytest
from dubbing import FRAME, MAIN, levels_of, play_off, run_vhs
from footage import NTSC, grey, read_clicks, read_video, steady, write_clip

from liminal.footage import demuxer


def test_pipes_carry_y4m_and_raw(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "a.mp4", [grey(20 * n) for n in range(12)], steady(12, 2 * NTSC))
    sent = run_vhs(clip, "--tape", "off", "-o", "-")
    head, _, rest = sent.stdout.partition(b"\n")
    assert head == b"YUV4MPEG2 W720 H480 F30000:1001 It A8:9 C444"
    assert len(rest) == 6 * (6 + 3 * 720 * 480)
    back = run_vhs(
        "-", "--tape", "off", "--scan", "interlaced", "--codec", "ffv1", "-o", tmp_path / "b.mkv", given=sent.stdout
    )
    assert (back.returncode, back.stderr) == (0, b"")
    fields = levels_of(read_video(tmp_path / "b.mkv")[0]).reshape(-1)
    np.testing.assert_allclose(fields, [20 * n for n in range(12)], atol=3)

    raw = np.stack([grey(30 * n) for n in range(5)]).tobytes()
    words = ("-", "--raw", "64x48", "--rate", "15", "--tape", "off", "--pipe", "raw", "-o", "-")
    shown = np.frombuffer(run_vhs(*words, given=raw).stdout, np.uint8).reshape(-1, 480, 720, 3)
    assert [picture[240, 360, 0] for picture in shown] == [30 * (n // 2) for n in range(10)]


def test_a_reader_that_leaves_is_one_line(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "a.mp4", [grey(n) for n in range(60)], steady(60, NTSC))
    command = [sys.executable, "-c", MAIN, "vhs", str(clip), "--tape", "off", "-o", "-"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.read(100)
        process.stdout.close()
        assert process.stderr is not None
        complaint = process.stderr.read().decode()
    assert process.returncode == 2
    assert complaint.startswith("liminal: error: cannot write to standard output")
    assert len(complaint.splitlines()) == 1


def sounding(path: Path, count: int = 25) -> Path:
    """Pictures that grow brighter, 25 a second, with a tone at 0.2 and 0.7 s."""
    pictures = [grey(20 + 8 * (number % 25)) for number in range(count)]
    return write_clip(path, pictures, steady(count, Fraction(25)), clicks=[0.2, 0.7], sound="mp2", seconds=count / 25)


def feed(pipe: Path, content: bytes) -> Thread:
    """Write into a named pipe, as another program would."""
    thread = Thread(target=pipe.write_bytes, args=(content,), daemon=True)
    thread.start()
    return thread


@pytest.mark.parametrize(("source", "tape"), [("a.mkv", "clean"), ("a.ts", "off")])
def test_a_named_pipe_is_read_once_with_its_sound(liminal, tmp_path: Path, source: str, tape: str) -> None:
    clip, pipe = sounding(tmp_path / source), tmp_path / "pipe"
    tapes = ("--tape", tape, "--camera", "off", "--set", "tape.dropouts=0") if tape != "off" else ()
    words = ("--codec", "ffv1", *tapes)
    play_off(liminal, clip, tmp_path / "b.mkv", *words)
    os.mkfifo(pipe)
    writer = feed(pipe, clip.read_bytes())
    assert play_off(liminal, pipe, tmp_path / "c.mkv", *words) == ""
    writer.join()
    one, other = (read_video(tmp_path / name)[0] for name in ("b.mkv", "c.mkv"))
    np.testing.assert_array_equal(one, other)
    assert read_clicks(tmp_path / "c.mkv") == read_clicks(tmp_path / "b.mkv")
    assert read_clicks(tmp_path / "c.mkv") == pytest.approx([0.2, 0.7], abs=FRAME)


def test_standard_input_has_sound_be_it_a_pipe_or_a_file(tmp_path: Path) -> None:
    # An MP4 says at its end what is in it: a file can be read from there.
    piped, filed = sounding(tmp_path / "a.ts"), sounding(tmp_path / "a.mp4")
    words = ("-", "--tape", "off", "-o", tmp_path / "b.mkv")
    assert run_vhs(*words, given=piped.read_bytes()).stderr == b""
    assert read_clicks(tmp_path / "b.mkv") == pytest.approx([0.2, 0.7], abs=FRAME)
    command = [sys.executable, "-c", MAIN, "vhs", *(str(word) for word in words)]
    with filed.open("rb") as file:
        subprocess.run(command, stdin=file, check=True)
    assert read_clicks(tmp_path / "b.mkv") == pytest.approx([0.2, 0.7], abs=FRAME)


def test_sound_far_from_its_pictures_is_one_line(liminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Beyond what may wait, memory would grow with the film.
    monkeypatch.setattr(demuxer, "QUEUE_MOST", 1000)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    feed(pipe, sounding(tmp_path / "a.mkv").read_bytes())
    mistake = liminal("vhs", pipe, "--tape", "off", "-o", tmp_path / "b.mkv").mistake
    assert "its sound is more than" in mistake
    assert "--silent" in mistake
    assert not (tmp_path / "b.mkv").exists()


def test_a_pipe_that_says_no_more_can_be_left(tmp_path: Path) -> None:
    clip, pipe = sounding(tmp_path / "a.ts", 100), tmp_path / "pipe"
    os.mkfifo(pipe)
    words = ["vhs", str(pipe), "--tape", "off", "-o", str(tmp_path / "b.mkv")]
    command = [sys.executable, "-c", MAIN, *words]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process, pipe.open("wb") as writer:
        writer.write(clip.read_bytes())
        writer.flush()
        while process.poll() is None and not list(tmp_path.glob(".b.*")):
            sleep(0.1)
        process.send_signal(signal.SIGTERM)
        assert process.wait() == 128 + signal.SIGTERM
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.ts", "pipe"]
