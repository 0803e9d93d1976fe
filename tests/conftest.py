"""What several test files share: an open GL context, the usual place, and the command line."""

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest

from liminal.api.world import World
from liminal.cli.main import main
from liminal.gl.context import Context

# The same examples every time, so that a change is judged by what it changes; and no test has a time limit.
hypothesis.settings.register_profile("house", derandomize=True, deadline=None)
hypothesis.settings.load_profile("house")

# Reading the tests makes millions of objects that stay: looking for cycles among them takes as long as the rest of it.
gc.disable()


def pytest_collection_finish() -> None:
    """What is there when the first test begins is never looked through; what tests leave is, as usual."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def context() -> Iterator[Context]:
    """An open GL context. A machine without a driver fails here: a test that cannot run has not passed."""
    with Context() as opened:
        assert opened.info.renderer
        yield opened


@pytest.fixture(scope="module")
def world() -> World:
    """The usual place."""
    return World(7)


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def mistake(self) -> str:
        """The one line that a person sees for a mistake; anything else fails the test."""
        lines = self.err.splitlines()
        assert self.status == 2, f"exit {self.status}: {self.err or self.out}"
        assert len(lines) == 1, self.err
        assert self.out == ""
        prefix = "liminal: error: "
        assert lines[0].startswith(prefix), lines[0]
        return lines[0].removeprefix(prefix)


@pytest.fixture
def liminal(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """Run the command line in this process: `liminal("presets", "list").out`."""
    monkeypatch.setenv("COLUMNS", "200")

    def run(*words: object) -> Outcome:
        capfd.readouterr()
        with pytest.raises(SystemExit) as exit_:
            main([str(word) for word in words])
        written = capfd.readouterr()
        status = exit_.value.code
        assert isinstance(status, int)
        return Outcome(status, written.out, written.err)

    return run


@pytest.fixture
def liminal_process(tmp_path: Path) -> Callable[..., Outcome]:
    """Run the installed command as a person would: another process, in an empty folder."""
    command = Path(sys.executable).parent / "liminal"

    def run(*words: object, **environment: str) -> Outcome:
        done = subprocess.run(
            [command, *(str(word) for word in words)],
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "200", **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    return run
