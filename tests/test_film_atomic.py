"""A file is whole or not there, whatever goes wrong."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from liminal.errors import LiminalError
from liminal.film.atomic import check_destination, replacing
from liminal.film.movie import open_movie
from liminal.film.picture import write_picture
from liminal.film.video import Video


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


PICTURE = np.zeros((4, 4, 3), np.uint8)


def test_the_file_appears_only_when_complete(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    with replacing(target) as part:
        part.write_text("new")
        assert target.read_text() == "old"
        assert part.parent == tmp_path
        assert part.suffix == ".txt"
    assert target.read_text() == "new"
    assert _names(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, ZeroDivisionError])
def test_any_exception_leaves_the_old_file(tmp_path: Path, error: type[BaseException]) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")

    def fail_halfway() -> None:
        with replacing(target) as part:
            part.write_text("half")
            raise error

    with pytest.raises(error):
        fail_halfway()
    assert target.read_text() == "old"
    assert _names(tmp_path) == ["a.txt"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "a.txt"
    link.symlink_to(tmp_path / "real" / "b.txt")
    with replacing(link) as part:
        part.write_text("new")
    assert link.is_symlink()
    assert (tmp_path / "real" / "b.txt").read_text() == "new"


def test_the_new_file_has_ordinary_permissions(tmp_path: Path) -> None:
    write_picture(tmp_path / "a.png", PICTURE)
    (tmp_path / "plain").touch()
    assert (tmp_path / "a.png").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("a.bmp", r'unknown extension "\.bmp"; end the name in one of \.png, \.jpg'),
        ("a", "no extension"),
        ("nowhere/a.png", "there is no folder .*; make it with: mkdir -p"),
        ("file/a.png", "is not a folder"),
        ("folder.png", "it is a folder"),
        ("pipe.png", "it is a device"),
    ],
)
def test_a_destination_that_cannot_be(tmp_path: Path, name: str, complaint: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder.png").mkdir()
    os.mkfifo(tmp_path / "pipe.png")
    with pytest.raises(LiminalError, match=complaint):
        check_destination(tmp_path / name, (".png", ".jpg"))


def test_an_unwritable_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # who is root may write anywhere
    with pytest.raises(LiminalError, match="not writable; choose a folder"):
        check_destination(tmp_path / "a.png", (".png",))


# A disk that fills up is played by a limit on the size of files: the kernel refuses the write in the same place.
FULL_DISK = """
import sys
from pathlib import Path
import numpy as np
from liminal.errors import LiminalError
from liminal.film.movie import open_movie
from liminal.film.picture import write_picture

path = Path(sys.argv[1])
noise = np.random.default_rng(0).integers(0, 255, (480, 640, 3), dtype=np.uint8)
try:
    if path.suffix in (".mp4", ".mkv", ".gif"):
        with open_movie(path, 640, 480) as movie:
            for _ in range(8):
                movie.write(noise)
    else:
        write_picture(path, noise.astype(np.float32) if path.suffix == ".exr" else noise)
except LiminalError as error:
    print(error)
"""


def _limit_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


@pytest.mark.parametrize("extension", [".png", ".jpg", ".tif", ".exr", ".mp4", ".mkv", ".gif"])
def test_a_full_disk_is_one_clear_line(tmp_path: Path, extension: str) -> None:
    target = tmp_path / f"a{extension}"
    target.write_text("old")
    run = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(target)],
        check=True,
        capture_output=True,
        text=True,
        preexec_fn=_limit_files,
    )
    assert run.stdout.startswith(f"cannot write {target}: file too large; ")
    assert run.stdout.count("\n") == 1
    assert "Traceback" not in run.stderr
    assert target.read_text() == "old"
    assert _names(tmp_path) == [target.name]


@pytest.mark.parametrize("extension", [".mp4", ".mkv", ".gif"])
@pytest.mark.parametrize("frames", [0, 1, 9])
def test_ctrl_c_while_filming_leaves_nothing(tmp_path: Path, extension: str, frames: int) -> None:
    target = tmp_path / f"a{extension}"

    def film() -> None:
        with open_movie(target, 32, 32) as movie:
            for _ in range(frames):
                movie.write(np.zeros((32, 32, 3), np.uint8))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        film()
    assert _names(tmp_path) == []


def test_a_failing_encoder_is_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Video, frame: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Video, "append", fail)

    def film() -> None:
        with open_movie(tmp_path / "a.mp4", 32, 32) as movie:
            for _ in range(20):  # more than the queue holds: it must not block either
                movie.write(np.zeros((32, 32, 3), np.uint8))

    with pytest.raises(ZeroDivisionError):
        film()
    assert _names(tmp_path) == []
