"""Clips are made in segments that are never lost: whatever happens on the way, the file is the same to the byte."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from filelock import FileLock

from liminal.errors import LiminalError
from liminal.film.segment_store import Segment, SegmentStore, folder_of, segments

# A film of sixteen segments out of numbers, by the same way as any clip, with a pause in which one can be killed.
FILM = """
import sys, time
from functools import partial
from pathlib import Path
import numpy as np
from liminal.film import segment_store as cutting, production
from liminal.film.segment_form import SegmentForm
from liminal.rate import FRAME_RATE
from liminal.film.recipe import Recipe
from liminal.view.pose import Pose

def draw(wanted, log):
    for frame in wanted:
        time.sleep(pause)
        yield np.random.default_rng(frame).integers(0, 255, (96, 144, 3), np.uint8)

output, pause = Path(sys.argv[1]), float(sys.argv[2])
recipe = Recipe(liminal="0", world=2, preset="p", settings={}, seed=int(sys.argv[3]), pose=Pose(0, 0, 0),
                width=144, height=96, samples=1, seconds=16 * 10 / FRAME_RATE, flash_limit=True,
                chapters=((0, 2, "Wandering"), (2, 5.338, "Running")), subtitles=((1, 2.5, "[a thud, far away]"),))
production.segments = partial(cutting.segments, length=10)
film = production.Production(SegmentForm(recipe, ".mp4"), draw)
with cutting.SegmentStore(output, recipe.text(), ".mp4") as store:
    wanted = [each for each in film.segments if not store.has(each)]
    print(len(wanted), flush=True)
    for _ in film.film(store, wanted):
        pass
    film.finish(store, None)
    store.remove()
"""


def start(path: Path, pause: float = 0.0, seed: int = 7, room: int | None = None) -> "subprocess.Popen[str]":
    """Make the film in a process of its own. `room`: bytes that a file may have."""
    words = [sys.executable, "-c", FILM, str(path), str(pause), str(seed)]
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (room, room)) if room is not None else None
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=limit)


def made(path: Path, seed: int = 7) -> int:
    """Make the film, or what is missing of it; return how many segments that were."""
    out, err = (process := start(path, seed=seed)).communicate()
    assert process.returncode == 0, err
    return int(out)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The film, made without interruption."""
    path = tmp_path_factory.mktemp("whole") / "a.mp4"
    assert made(path) == 16
    assert [left.name for left in path.parent.iterdir()] == ["a.mp4"]
    return path.read_bytes()


def kill_after(path: Path, count: int, seed: int = 7) -> None:
    """Begin the film and kill it when so many segments are there."""
    process = start(path, 0.01, seed)
    while len(list(folder_of(path).glob("*-*.mp4.json"))) < count:
        assert process.poll() is None
        time.sleep(0.005)
    process.kill()
    process.communicate()


def test_killed_at_random_moments(whole: bytes, tmp_path: Path) -> None:
    """KILLS=20 for the long run."""
    chance = random.Random(5)
    path = tmp_path / "a.mp4"
    for _ in range(int(os.environ.get("KILLS", "3"))):
        process = start(path, 0.002)
        time.sleep(chance.uniform(0.2, 2.0))
        process.send_signal(chance.choice([signal.SIGKILL, signal.SIGTERM]))
        process.communicate()
    made(path)
    assert path.read_bytes() == whole


def test_goes_on_and_notices_what_was_tampered_with(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    kill_after(path, 5)
    done = sorted(folder_of(path).glob("[0-9]*-*.mp4"))[:5]  # without a hidden one that was being written
    spoilt = bytearray(done[1].read_bytes())
    spoilt[-1] ^= 1
    done[1].write_bytes(spoilt)
    note = done[3].with_name(done[3].name + ".json")
    note.write_text(note.read_text().replace('"frames": [30, 40]', '"frames": [30, 41]'))
    there = len(list(folder_of(path).glob("*-*.mp4.json")))
    assert made(path) == 16 - there + 2
    assert path.read_bytes() == whole


def test_what_is_not_the_segment_is_made_anew(whole: bytes, tmp_path: Path) -> None:
    """Cut short, empty, gone, in another's place, of another film: none of it gets into this one."""
    path, other = tmp_path / "a.mp4", tmp_path / "other.mp4"
    kill_after(path, 6)
    kill_after(other, 1, seed=8)
    folder = folder_of(path)
    there = len(list(folder.glob("*-*.mp4.json")))
    zeroth, short, empty, gone, swapped, foreign = sorted(folder.glob("[0-9]*-*.mp4"))[:6]
    short.write_bytes(short.read_bytes()[:-100])
    empty.write_bytes(b"")
    gone.unlink()
    for source, spoilt in [(zeroth, swapped), (folder_of(other) / zeroth.name, foreign)]:
        for end in ("", ".json"):
            shutil.copy(f"{source}{end}", f"{spoilt}{end}")
    assert made(path) == 16 - there + 5
    assert path.read_bytes() == whole


@pytest.mark.parametrize("share", [0.03, 0.5])
def test_no_space_is_told_and_nothing_is_lost(whole: bytes, tmp_path: Path, share: float) -> None:
    """Neither where a segment finds no room, nor where only the whole film does not."""
    path = tmp_path / "a.mp4"
    path.write_text("old")
    process = start(path, room=int(share * len(whole)))
    _, err = process.communicate()
    assert process.returncode != 0
    assert "LiminalError: cannot write" in err
    assert "file too large" in err
    assert path.read_text() == "old"
    assert made(path) == (16 if share < 0.1 else 0)
    assert path.read_bytes() == whole
    assert [left.name for left in tmp_path.iterdir()] == ["a.mp4"]


def test_a_second_run_leaves_the_first_alone(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    first = start(path, 0.01)
    while not list(folder_of(path).glob("*-*.mp4.json")):
        assert first.poll() is None
        time.sleep(0.005)
    # However long the second one takes to begin, the first one is not done before.
    first.send_signal(signal.SIGSTOP)
    second = start(path)
    _, err = second.communicate()
    first.send_signal(signal.SIGCONT)
    assert f"is being made by another run, process {first.pid}: wait for it, or end it first" in err
    _, err = first.communicate()
    assert first.returncode == 0, err
    assert path.read_bytes() == whole


def test_parts_of_another_film_are_made_anew(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    kill_after(path, 3)
    assert made(path, seed=8) == 16
    assert path.read_bytes() != whole


def test_two_at_once(tmp_path: Path) -> None:
    """The second is told in one line; a lock does not outlive who holds it."""
    path = tmp_path / "a.mp4"
    told = f"a.mp4 is being made by another run, process {os.getpid()}"
    with SegmentStore(path, "recipe", ".mp4"), pytest.raises(LiminalError, match=told):
        SegmentStore(path, "recipe", ".mp4")
    with SegmentStore(path, "recipe", ".mp4"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_while_locking_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, acquire = tmp_path / "a.mp4", FileLock.acquire
    interruptions = [KeyboardInterrupt()]

    def interrupted(*arguments: object, **options: object) -> object:
        if interruptions:
            assert folder_of(path).is_dir()
            raise interruptions.pop()
        return acquire(*arguments, **options)

    monkeypatch.setattr(FileLock, "acquire", interrupted)
    with pytest.raises(KeyboardInterrupt):
        SegmentStore(path, "recipe", ".mp4")
    assert list(tmp_path.iterdir()) == []


def test_segments_end_at_the_same_frames_wherever_one_begins() -> None:
    assert list(segments(0, 31, 10)) == [(0, 10), (10, 20), (20, 30), (30, 31)]
    assert list(segments(7, 21, 10)) == [Segment(7, 10), Segment(10, 20), Segment(20, 21)]
