"""Words: a name means one thing in the whole program, and prose names the quantity.

The rules read the installed package's files; each rule is also shown a text that breaks it.
"""

import ast
import io
import re
import tokenize
from collections import defaultdict
from pathlib import Path

import pytest

import liminal

PACKAGE = Path(liminal.__file__).parent

# Sections of settings and commands are named after their subjects; `noise`, `grid`, `fixture` and `shader` are the same
# thing in each folder.
SUBJECTS = {"settings", "cli"}
SAME = {"__init__", "noise", "grid", "fixture", "shader"}

VAGUE = re.compile(r"\b(somebody|someone|nobody|whoever|whatever|whomever)\b", re.IGNORECASE)


def texts() -> dict[str, str]:
    """Every file of the package, by its path in it."""
    paths = sorted(PACKAGE.rglob("*.py"))
    return {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in paths}


TEXTS = texts()


def classes_borne_twice(files: dict[str, str]) -> dict[str, list[str]]:
    """Names of classes at the top of more than one file, and where these are."""
    homes = defaultdict(list)
    for name, text in files.items():
        for node in ast.parse(text).body:
            if isinstance(node, ast.ClassDef):
                homes[node.name].append(name)
    return {name: found for name, found in homes.items() if len(found) > 1}


def stems_borne_twice(files: dict[str, str]) -> dict[str, list[str]]:
    """Names of files in more than one folder, and where these are."""
    homes = defaultdict(list)
    for name in files:
        path = Path(name)
        if path.stem not in SAME and path.parts[0] not in SUBJECTS:
            homes[path.stem].append(name)
    return {name: found for name, found in homes.items() if len(found) > 1}


def prose(text: str) -> list[tuple[int, str]]:
    """The comments and docstrings of a file, each with its line."""
    found = [
        (token.start[0], token.string)
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT
    ]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            docstring = ast.get_docstring(node, clean=False)
            if docstring is not None:
                found.append((node.body[0].lineno, docstring))
    return found


def vague(name: str, text: str) -> list[str]:
    """Places of a file whose prose leaves open which person or which quantity is meant."""
    return [f"{name}:{line} {match}" for line, words in prose(text) for match in VAGUE.findall(words)]


def test_a_class_name_is_borne_by_one_class() -> None:
    found = classes_borne_twice(TEXTS)
    assert not found, found


def test_a_file_name_means_one_thing() -> None:
    found = stems_borne_twice(TEXTS)
    assert not found, found


def test_prose_names_persons_and_quantities() -> None:
    faults = [fault for name, text in TEXTS.items() for fault in vague(name, text)]
    assert not faults, "\n".join(faults)


def test_each_rule_sees_a_breach() -> None:
    assert classes_borne_twice({"a.py": "class Track: ...", "b/c.py": "class Track: ..."})
    assert stems_borne_twice({"tape/track.py": "", "sound/track.py": ""})
    assert not stems_borne_twice({"tape/noise.py": "", "sound/noise.py": "", "settings/tape.py": "", "cli/tape.py": ""})


@pytest.mark.parametrize(
    "text",
    ['"""Whoever films."""', "def f():\n    '''Return it\n\n    to somebody.'''", "a = 1  # whatever it is"],
)
def test_vague_prose_is_seen(text: str) -> None:
    assert vague("a.py", text)
    assert not vague("a.py", "a = 'nobody'")
