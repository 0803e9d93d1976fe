"""The README shows what is true: its commands parse, its preset holds, its program uses names that exist."""

import ast
import re
import shlex
from pathlib import Path

import pytest

import liminal
from liminal.cli.main import COMMANDS, cli
from liminal.settings.load import load_preset

CHECKOUT = Path(__file__).resolve().parent.parent
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


COMMAND_LINES = [line for block in blocks("") for line in block.splitlines() if line.startswith("liminal ")]


@pytest.mark.parametrize("line", COMMAND_LINES)
def test_command_line_parses(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in re.findall(r"--from (\S+)", line):
        Path(name).touch()
    _, name, *words = shlex.split(line, comments=True)
    # A context holds the words once they are read and checked; nothing is run.
    group = cli.make_context("liminal", [name])
    command = cli.get_command(group, name)
    assert command is not None
    command.make_context(name, words, parent=group)


def test_every_command_is_shown() -> None:
    assert {shlex.split(line)[1] for line in COMMAND_LINES} == set(COMMANDS)


@pytest.mark.parametrize("text", blocks("toml"))
def test_preset_holds(text: str, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(text)
    load_preset(tmp_path / "mine.toml")


@pytest.mark.parametrize("program", blocks("python"))
def test_program_uses_names_that_exist(program: str) -> None:
    used = [
        node.attr
        for node in ast.walk(ast.parse(program))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "liminal"
    ]
    assert used
    assert set(used) <= set(liminal.__all__)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/tape.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = (CHECKOUT / page).read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in target]
    assert [target for target in targets if not (CHECKOUT / page).parent.joinpath(target).exists()] == []
