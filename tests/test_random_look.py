"""Random looks: each is a valid tape, their shares and ranges are those of docs/tape.md, and a seed's is for ever."""

import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from liminal.api.request import StillRequest
from liminal.api.studio import Studio
from liminal.errors import LiminalError
from liminal.settings.alignment import aligned
from liminal.settings.load import load_preset, load_tape
from liminal.settings.preset import LOOK_TABLES, Preset
from liminal.settings.random_look import random_look

COUNT = 2000
LOOKS = [random_look(seed)[1] for seed in range(COUNT)]
DOCS = (Path(__file__).parents[1] / "docs" / "tape.md").read_text(encoding="utf-8")


def drawn(dial: str) -> list[float]:
    """What looks have at a dial, "tape.noise", where they have it."""
    table, key = dial.split(".")
    return [look[table][key] for look in LOOKS if key in look[table]]


def ranges() -> dict[str, tuple[float, float]]:
    """The ranges of dials in docs: rows of `table.key`, lowest, highest."""
    rows = re.findall(r"^\| `(\w+\.\w+)` \| ([\d.]+) to ([\d.]+) \|", DOCS, re.MULTILINE)
    return {dial: (float(low), float(high)) for dial, low, high in rows}


def test_each_look_is_a_valid_tape() -> None:
    for seed in range(0, COUNT, 10):
        own, loaded = Preset.model_validate(LOOKS[seed], strict=True), load_preset(tape=f"random:{seed}")
        assert all(getattr(own, table) == getattr(loaded, table) for table in LOOK_TABLES)


def test_formats_have_their_shares() -> None:
    """Within three standard deviations of a binomial."""
    rows = re.findall(r"^\| (VHS|Video8|MiniDV|Betacam) \| (SP|LP|EP) \| (\d+) % \|$", DOCS, re.MULTILINE)
    assert sum(int(share) for *_, share in rows) == 100
    names = {"VHS": "vhs", "Video8": "video8", "MiniDV": "dv", "Betacam": "betacam"}
    found = Counter((look["tape"]["format"], look["tape"]["speed"]) for look in LOOKS)
    assert len(found) == len(rows)
    for name, speed, percent in rows:
        share = int(percent) / 100
        assert found[names[name], speed.lower()] / COUNT == pytest.approx(share, abs=3 * (share / COUNT) ** 0.5)


def test_dials_stay_in_the_ranges_of_the_docs_and_fill_them() -> None:
    """Noise, scratches and all others: all are told, and the rare ends are reached, but for a tenth of the range."""
    told = ranges()
    numbers = {
        f"{table}.{key}"
        for look in LOOKS
        for table, values in look.items()
        for key, value in values.items()
        if isinstance(value, float) and key not in ("composite", "record_composite", "head_switch")
    }
    assert told.keys() == numbers
    for dial, (low, high) in told.items():
        values = [value for value in drawn(dial) if value or low == 0]
        assert low <= min(values) <= max(values) <= high, dial
        assert max(values) > high - 0.1 * (high - low), dial


def test_most_tapes_are_decent_and_some_are_bad() -> None:
    """Noise of half of all tapes is below 1.5 times that of a good one; of one in twelve it is above 2.8 times."""
    noise = np.array(drawn("tape.noise"))
    assert np.median(noise) < 1.5
    assert 0.04 < (noise > 2.8).mean() < 0.15
    assert np.mean([look["tape"].get("tracking", 0.0) > 0 for look in LOOKS]) < 0.3


def test_looks_are_possible() -> None:
    """What a format does not have, no look of it has: heads to switch, copies with loss, three speeds, Hi-Fi."""
    for look in LOOKS:
        tape = look["tape"]
        if tape["format"] == "dv":
            assert not tape.keys() & {"noise", "tracking", "jitter", "generations"}
        if tape["format"] == "betacam":
            assert (tape["head_switch"], tape["speed"], look["camera"]["kind"]) == (0.0, "sp", "three-chip")
        if tape["format"] == "video8":
            assert tape["speed"] != "ep"
        assert ("hifi" in look["track"]) == ("hq" in tape) == (tape["format"] == "vhs")


def test_a_seed_has_its_look_for_ever() -> None:
    """The first one, so that recipes that name a seed stay true; both halves of a seed count."""
    about, look = random_look(7)
    assert about == "VHS SP: wear 0.99, age 0.79."
    assert random_look(7) == (about, look)
    assert random_look(7 + 2**32)[1] != look


def test_random_is_the_look_of_the_seed() -> None:
    """What a request asks for is what `load_preset` has for that seed."""
    with Studio.from_request(StillRequest(tape="random", aligned=True, seed=12)) as studio:
        found, wanted = studio.world.preset, aligned(load_preset(tape="random:12"))
    assert [getattr(found, table) for table in LOOK_TABLES] == [getattr(wanted, table) for table in LOOK_TABLES]


def test_a_random_tape_is_named_by_a_number_or_a_word() -> None:
    assert load_tape("random:12").title == "Random look 12"
    assert load_tape("random:attic").tables == load_tape("random:attic").tables != load_tape("random:12").tables
    with pytest.raises(LiminalError, match="has no seed; give random:SEED"):
        load_tape("random")
