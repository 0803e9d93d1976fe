"""What other systems lack or forbid, as far as it can be played here: modules, consoles, names, open files."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from dubbing import MAIN
from footage import NTSC, grey, steady, write_clip
from glb import SKETCH

from liminal.errors import LiminalError
from liminal.file_name import same_file, windows_fault
from liminal.film.atomic import check_destination, replacing
from liminal.film.segment_store import Segment, SegmentStore

# Modules of Python that only POSIX has.
POSIX_ONLY = (
    "crypt",
    "curses",
    "fcntl",
    "grp",
    "nis",
    "pty",
    "pwd",
    "readline",
    "resource",
    "syslog",
    "termios",
    "tty",
)
WITHOUT_POSIX = f"""
import sys
sys.modules.update(dict.fromkeys({POSIX_ONLY}))  # None: importing it fails
from liminal.cli.main import main
main()
"""
QUICK = (*SKETCH, "--size", "32x24", "--tape", "off", "--seconds", "0.1")


def run(program: str, *words: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a program in a process of its own."""
    # A text whose coding is left to the system, and so to cp1252 on Windows, is an error.
    strict = ["-X", "warn_default_encoding", "-W", "ignore", "-W", "error::EncodingWarning"]
    command = [sys.executable, *strict, "-c", program, *map(str, words)]
    return subprocess.run(command, capture_output=True, check=False, env={**os.environ, **environment})


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """A film of three pictures."""
    return write_clip(tmp_path / "in.mp4", [grey(50)] * 3, steady(3, NTSC))


@pytest.mark.parametrize("words", [("clip", *QUICK), ("vhs", "{clip}"), ("presets", "list"), ("map", "--radius", "3")])
def test_a_system_without_posix_will_do(clip: Path, words: tuple[str, ...]) -> None:
    output = {"clip": "a.mp4", "vhs": "a.mkv", "map": "a.svg"}.get(words[0])
    target = ("-o", str(clip.parent / output)) if output else ()
    done = run(WITHOUT_POSIX, *(word.format(clip=clip) for word in words), *target)
    assert (done.returncode, done.stderr) == (0, b"")
    assert {left.name for left in clip.parent.iterdir()} == {clip.name, *([output] if output else [])}


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=["cp1252", "ascii", "C"],
)
def test_a_console_lacks_signs_and_no_more(tmp_path: Path, environment: dict[str, str]) -> None:
    """Titles, names of files and our own signs are printed as far as they can be, and files are named as ever."""
    preset = tmp_path / os.fsdecode("日本".encode() + b"\xff.toml")
    preset.write_text('version = 1\nextends = "level-0"\ntitle = "Flur × 2, → 日本"\n', encoding="utf-8")
    done = run(MAIN, "presets", "check", preset, **environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.strip().endswith(b"all settings hold")

    done = run(MAIN, "presets", "show", preset, **environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"paper" in done.stdout

    done = run(MAIN, "still", preset, "--size", "3×x", "-o", tmp_path / "ä.png", **environment)
    assert done.returncode == 2
    assert done.stderr.startswith(b"liminal: error: Invalid value for '--size'")
    done = run(MAIN, "map", preset, "--radius", 3, "-o", tmp_path / "ä.svg", **environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert {os.fsencode(left.name) for left in tmp_path.iterdir()} == {os.fsencode(preset.name), "ä.svg".encode()}


def test_a_folder_for_temporary_files_may_have_spaces_or_be_gone(clip: Path) -> None:
    (spaces := clip.parent / "a b").mkdir()
    for number, folder in enumerate((spaces, clip.parent / "nowhere")):
        output = clip.parent / f"{number}.mp4"
        done = run(MAIN, "vhs", clip, "--tape", "off", "-o", output, TMPDIR=str(folder))
        assert (done.returncode, done.stderr) == (0, b"")
        assert output.exists()


@pytest.mark.parametrize(
    "name",
    [
        *("aux.png", "NUL", "con", "nul.tar.gz", "Com1.mp4", "lpt¹.txt", "aux .png", "CONOUT$", "nul:"),
        *("a.", "a ", "a.png ", "a:b.png", "what?.png", "a<b", 'a"b', "a|b", "a*b", "a\tb", "a\\b"),
    ],
)
def test_names_that_windows_takes_for_something_else(name: str) -> None:
    """Microsoft, "Naming Files, Paths, and Namespaces"."""
    told = windows_fault(name)
    assert told is not None
    assert told.startswith("on Windows ")
    assert "\n" not in told


@pytest.mark.parametrize(
    "name",
    ["auxiliary.png", "a.aux", "console", "com.mp4", "com10.mp4", "nul-1.png", ".png", "a b.png", "ü.mp4", "100%.png"],
)
def test_names_that_windows_takes(name: str) -> None:
    assert windows_fault(name) is None


def test_a_reserved_name_is_told_before_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "aux"  # only the file's own name is ours to judge
    folder.mkdir()
    check_destination(folder / "aux.png", (".png",))
    with monkeypatch.context() as patched:
        patched.setattr("liminal.film.atomic.on_windows", lambda: True)
        check_destination(folder / "a.png", (".png",))
        with pytest.raises(LiminalError, match=r"cannot write .*aux\.png: on Windows aux is a device.*another name"):
            check_destination(folder / "aux.png", (".png",))


def test_what_another_program_has_open_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows replaces nothing that is open: a player that shows the old film holds the new one up."""
    target = tmp_path / "a.mp4"
    target.write_text("old")

    def refuse(self: Path, other: Path) -> None:
        raise PermissionError(errno.EACCES, "Access is denied", str(self))

    monkeypatch.setattr(Path, "replace", refuse)
    told = r"access is denied; if another program has it open, close it there"
    with pytest.raises(LiminalError, match=told), replacing(target) as part:
        part.write_text("new")
    assert [(left.name, left.read_text()) for left in tmp_path.iterdir()] == [("a.mp4", "old")]


def test_we_replace_and_remove_nothing_that_we_hold_open(liminal, clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, where neither is possible. The lock alone is removed by its library, once it is let go of."""
    refused: list[str] = []

    def as_on_windows(change):
        def checked(path, *others, dir_fd=None, **more):
            inside = Path(f"/proc/self/fd/{dir_fd}" if dir_fd is not None else "")
            held = {os.path.realpath(each) for each in Path("/proc/self/fd").iterdir()}
            if open_ones := held & {os.path.realpath(name) for name in (inside / path, *others)}:
                refused.extend(open_ones)
                raise PermissionError(errno.EACCES, "Access is denied", path)
            return change(path, *others, **({"dir_fd": dir_fd} if dir_fd is not None else {}), **more)

        return checked

    for name in ("replace", "rename", "unlink", "remove"):
        monkeypatch.setattr(os, name, as_on_windows(getattr(os, name)))
    folder = clip.parent
    film = folder / "a.mp4"
    for old in ("a.mp4", "a.jpg", "b.gif", "b.mkv", "b1.png", "c.png", "d.exr"):
        (folder / old).write_text("old")
    assert liminal("clip", *QUICK, "-o", film, "--thumbnail", folder / "a.jpg").status == 0
    for each in ("b.gif", "b.mkv", "b%d.png"):
        assert liminal("vhs", clip, "--tape", "off", "-o", folder / each).status == 0
    assert liminal("contact", film, "-o", folder / "c.png").status == 0
    assert liminal("still", "--from", film, "-o", folder / "d.exr").status == 0
    assert {os.path.relpath(each, folder) for each in refused} == {"a.mp4.parts/lock"}
    assert not [each.name for each in folder.iterdir() if each.is_file() and each.read_bytes() == b"old"]


def test_a_file_by_another_name_is_known(liminal, clip: Path) -> None:
    """A link stands for a disk on which IN.MP4 and in.mp4 are one file: by either name it is what is being played."""
    other = clip.with_name("IN.MP4")
    os.link(clip, other)
    assert same_file(clip, other)
    assert "what is being played" in liminal("vhs", clip, "-o", other).mistake

    (folder := clip.parent / "in").mkdir()
    for number in (1, 2):
        assert liminal("map", "--radius", 3, "-o", folder / f"A{number}.PNG").status == 0
        os.link(folder / f"A{number}.PNG", folder / f"a{number}.png")
    assert "what is being played" in liminal("vhs", folder / "A*.PNG", "-o", folder / "a%d.png").mistake
    assert liminal("vhs", folder / "A*.PNG", "--tape", "off", "-o", folder / "a%04d.png").status == 0
    assert "one of the pieces" in liminal("join", clip, "-o", other).mistake


HOLD = """
import subprocess, sys, time
from pathlib import Path
from liminal.film.segment_store import Segment, SegmentStore
with SegmentStore(Path(sys.argv[1]), "recipe", ".mp4") as store:
    store.put(Segment(0, 1), b"film")
    print("held", flush=True)
    time.sleep(600)
"""


def test_a_lock_ends_with_its_process(tmp_path: Path) -> None:
    """Killed, it lets go at once, though a child of its own lives on; what it did is there."""
    film = tmp_path / "a.mp4"
    program = HOLD.replace("    print(", "    subprocess.Popen(['sleep', '20'])\n    print(")
    with subprocess.Popen([sys.executable, "-c", program, str(film)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(LiminalError, match=rf"made by another run, process {process.pid}: wait for it"):
            SegmentStore(film, "recipe", ".mp4")
        process.kill()
        process.wait()
        with SegmentStore(film, "recipe", ".mp4") as store:
            assert store.has(Segment(0, 1))
            store.remove()
    assert not store.folder.exists()


@pytest.mark.parametrize(("number", "status"), [(signal.SIGHUP, 129), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("deaf", [False, True])
def test_a_closed_terminal_leaves_no_part_behind(tmp_path: Path, number: int, status: int, deaf: bool) -> None:
    """`deaf`: the signal is ignored, as nohup has it, and so it goes on."""
    program = f"""
import signal, sys, time
from pathlib import Path
signal.signal({int(number)}, signal.{"SIG_IGN" if deaf else "SIG_DFL"})
from liminal.cli.progress import heed_termination
from liminal.film.atomic import replacing
heed_termination()
with replacing(Path(sys.argv[1])) as part:
    part.write_text("new")
    print("begun", flush=True)
    sys.stdin.readline()
"""
    target = tmp_path / "a.txt"
    command = [sys.executable, "-c", program, str(target)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(number)
        time.sleep(0.1)
        process.communicate(b"\n" if deaf else None)
    assert process.returncode == (0 if deaf else status)
    assert [left.name for left in tmp_path.iterdir()] == (["a.txt"] if deaf else [])
