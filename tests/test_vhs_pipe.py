"""`liminal vhs` through pipes."""

import subprocess
import sys
from pathlib import Path

import numpy as np
from dubbing import MAIN, levels_of, run_vhs
from footage import NTSC, grey, read_video, steady, write_clip


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
