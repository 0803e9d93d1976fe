"""The command line: help that opens at once, and one line for every mistake."""

import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from liminal.cli.main import COMMANDS
from liminal.version import __version__


def test_version_and_help(liminal_process) -> None:
    assert liminal_process("--version").out == f"liminal {__version__}\n"
    shown = liminal_process("--help")
    assert (shown.status, shown.err) == (0, "")
    assert all(name in shown.out for name in COMMANDS)
    # No words at all are a question, not a mistake.
    assert liminal_process().out == shown.out


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help(liminal, name: str) -> None:
    for word in ("--help", "-h"):
        shown = liminal(name, word)
        assert shown.status == 0
        assert shown.out.startswith(f"Usage: liminal {name} ")


@pytest.mark.parametrize("words", [["--help"], *([name, "--help"] for name in ("still", "clip", "export", "vhs"))])
def test_help_loads_no_renderer(words: list[str]) -> None:
    code = (
        "import sys; from liminal.cli.main import main\n"
        f"try: main({words})\n"
        "except SystemExit: print('loaded', *{'numpy', 'moderngl', 'pydantic', 'av'} & sys.modules.keys())"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "loaded"


def test_unknown_command_has_a_suggestion(liminal) -> None:
    assert liminal("stil").mistake == 'unknown command "stil" (did you mean "still"?)'
    assert "there are still, clip" in liminal("zzz").mistake


def test_presets_list_show_check_schema(liminal, tmp_path: Path) -> None:
    assert re.search(r"^level-0-dim +\w", liminal("presets", "list").out, re.MULTILINE)

    shown = liminal("presets", "show", "level-0", "--set", "operator.speed=0.7").out
    assert re.search(r"^speed +0\.7 m/s +from 0\.2 to 2\.0 +walking speed", shown, re.MULTILINE)

    mine = tmp_path / "mine.toml"
    mine.write_text('title = "Mine"\n')
    assert "Mine" in liminal("presets", "check", mine).out
    mine.write_text("[operator]\nsped = 1\n")
    assert liminal("presets", "check", mine).mistake.endswith('(did you mean "speed"?)')

    assert '"OperatorSettings"' in liminal("presets", "schema").out


def test_doctor_finds_this_machine_well(liminal) -> None:
    told = liminal("doctor")
    assert told.status == 0, told.out
    for subject in ("OpenGL", "libx264", "ffv1", "64 x 48", "All is well"):
        assert subject in told.out


def test_doctor_names_what_is_missing(liminal_process) -> None:
    told = liminal_process("doctor", __EGL_VENDOR_LIBRARY_FILENAMES="/dev/null")
    assert told.status == 2
    assert "Traceback" not in told.err
    assert "/dev/null, as __EGL_VENDOR_LIBRARY_FILENAMES has it is no vendor file" in told.out


# What a person may get wrong, and a word that the one line must have.
WRONG = [
    (("still", "levl-0"), "level-0"),
    (("still", "--seed", "-4"), "seed"),
    (("still", "--seed", "1.5"), "seed"),
    (("still", "--seed", ""), "seed"),
    (("still", "--size", "0x100"), "1 to 8192"),
    (("still", "--size", "100000x100000"), "1 to 8192"),
    (("still", "--size", "big"), "1440x1080"),
    (("still", "--size", "640"), "1440x1080"),
    (("still", "--at", "5"), "X,Z"),
    (("still", "--at", "nan,0"), "within"),
    (("still", "--set", "light.bouncs=3"), 'did you mean "bounces"'),
    (("still", "--set", "light.bounces=-3"), "from 0"),
    (("still", "--set", "light"), "section.key=VALUE"),
    (("still", "--bogus"), "--bogus"),
    (("clip", "--seconds", "-1"), "seconds"),
    (("clip", "--seconds", "soon"), "seconds"),
    (("clip", "--size", "0x0"), "1 to 8192"),
    (("map", "--radius", "-5"), "radius"),
    (("map", "--at", "here"), "X,Z"),
]
SUFFIX = {"still": ".png", "clip": ".mp4", "map": ".svg"}


@pytest.mark.parametrize(
    ("words", "needle"), WRONG, ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_bad_input_is_one_line_and_leaves_no_file(liminal, tmp_path: Path, words: tuple[str, ...], needle: str) -> None:
    mistake = liminal(*words, "-o", tmp_path / f"out{SUFFIX[words[0]]}").mistake
    assert needle in mistake
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", SUFFIX)
@pytest.mark.parametrize(
    ("name", "needle"), [("a.pgn", "extension"), ("a", "extension"), ("no/a", "folder"), ("", "folder")]
)
def test_bad_output_is_found_before_the_work(liminal, tmp_path: Path, command: str, name: str, needle: str) -> None:
    output = tmp_path / (name + SUFFIX[command] if name == "no/a" else name)
    if not name:
        output = tmp_path / f"folder{SUFFIX[command]}"
        output.mkdir()
    before = sorted(tmp_path.rglob("*"))
    assert needle in liminal(command, "-o", output).mistake
    assert sorted(tmp_path.rglob("*")) == before


def test_output_is_required(liminal) -> None:
    assert "--output" in liminal("still").mistake


SMALL = ("--seed", "7", "--size", "64x48")
MAKES = {"still": ("still", *SMALL), "clip": ("clip", *SMALL, "--seconds", "1"), "map": ("map", "--radius", "20")}


@pytest.mark.parametrize("command", SUFFIX)
def test_a_full_disk_is_one_line_and_keeps_the_old_file(tmp_path: Path, command: str) -> None:
    # No file may pass 100 bytes: what a writer meets is what it meets on a full disk.
    output = tmp_path / f"out{SUFFIX[command]}"
    output.write_bytes(b"old")
    done = subprocess.run(
        [Path(sys.executable).parent / "liminal", *MAKES[command], "-o", output],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("liminal: error: ")
    assert output.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [output]
