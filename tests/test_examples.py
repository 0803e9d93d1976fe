"""Each example runs as it stands and leaves what its docstring says one should see."""

import ast
import json
import runpy
import sys
from pathlib import Path

import pytest

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.py"))
WORDS = {"round_trip": ("--frames", "2", "--size", "320x240")}  # where Blender is at hand, which few need


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 5


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_says_what_one_should_see_and_shows_it(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    description = ast.get_docstring(ast.parse(example.read_text(encoding="utf-8"))) or ""
    assert "You should see:" in description
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [str(example), *WORDS.get(example.stem, ())])
    runpy.run_path(str(example), run_name="__main__")
    told = capsys.readouterr().out
    if told.startswith("skipped: "):
        pytest.skip(told)
    (made,) = tmp_path.iterdir()
    assert f"`{made.name}`" in description
    assert made.stat().st_size > 1000


def test_numpy_alone_says_which_data_sets_it_can_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = json.dumps({"split": "train", "files": {"picture": "shard-00000/level-0-1-000.png"}})
    (tmp_path / "manifest.jsonl").write_text(line)
    (example,) = (each for each in EXAMPLES if each.stem == "read_dataset")
    monkeypatch.setattr(sys, "argv", [str(example), str(tmp_path)])
    with pytest.raises(SystemExit, match="--pictures npy"):
        runpy.run_path(str(example), run_name="__main__")
