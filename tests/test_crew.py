"""Processes that make shares of a clip: what they are told, and that their failures are heard."""

import pytest

from liminal.cli import crew
from liminal.errors import LiminalError
from liminal.film.segment_store import Segment

SHARES = [[Segment(0, 150)]]

# It says in time that it has nothing more to do, and later that it has failed.
LATE = "import os, sys, time; os.close(1); time.sleep(0.3); sys.exit('liminal: error: the disk is full')"


def test_a_share_is_told_before_the_options_end() -> None:
    """The words of a clip whose preset comes after "--" go to another process, which complains of the preset."""
    with pytest.raises(LiminalError, match=r'a worker has failed: unknown preset "nowhere"'):
        list(crew.work(["clip", "-o", "a.mp4", "--", "nowhere"], SHARES))


def test_a_worker_that_fails_on_its_way_out_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_PROGRAM", LATE)
    with pytest.raises(LiminalError, match=r"a worker has failed: the disk is full"):
        list(crew.work(["clip"], SHARES))
