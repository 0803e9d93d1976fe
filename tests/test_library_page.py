"""The page about the library: every example runs as it stands, and leaves the files that it names."""

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

import liminal
from liminal.api.request import ClipRequest, DatasetRequest, DubRequest, ModelRequest, StillRequest

PAGE = (Path(__file__).parents[1] / "docs" / "library.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
BEGINS_OTHERS = re.compile(r"workers=|ProcessPool")
WRITTEN = re.compile(r'(?:write_\w+|write_clip|join_clips)\((?:\[.*?\], )?"([^"]+)"|thumbnail="([^"]+)"')


@pytest.mark.parametrize("block", BLOCKS, ids=[str(number) for number in range(len(BLOCKS))])
def test_an_example_runs(block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a process of its own where it begins others, which import it."""
    monkeypatch.chdir(tmp_path)
    script = Path("example.py")
    script.write_text(block)
    if BEGINS_OTHERS.search(block):
        done = subprocess.run([sys.executable, script], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    else:
        runpy.run_path(str(script), run_name="__main__")
    named = {name for pair in WRITTEN.findall(block) for name in pair if name}
    assert all((tmp_path / name).stat().st_size > 0 for name in named)
    assert not list(tmp_path.glob("*.parts"))


def test_every_public_name_of_a_request_is_in_the_table() -> None:
    rows = {row[0]: row[1] for row in re.findall(r"^\| `(\w+)` \|.*\| (.*) \|$", PAGE, re.MULTILINE)}
    for kind in (StillRequest, ModelRequest, ClipRequest, DubRequest, DatasetRequest):
        shown = set(re.findall(r"\w+", rows[kind.__name__]))
        known = StillRequest.model_fields.keys() if issubclass(kind, StillRequest) else {"source"}
        expected = set(kind.model_fields) if kind is StillRequest else set(kind.model_fields) - known
        assert shown == expected


def test_every_name_that_writes_or_asks_is_shown() -> None:
    ours = re.compile(r"(write|film|join)_|.*Request$")
    missing = {name for name in liminal.__all__ if ours.match(name) and f"liminal.{name}" not in PAGE}
    assert missing == {"write_model"}  # of an array, as it were: `Studio.write_model` is the usual way
