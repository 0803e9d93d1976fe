"""Dropouts: their rate, their lengths, their neighbours in time, and the compensator that hides them."""

from itertools import pairwise
from typing import Any

import numpy as np
from worn_tape import STILL, run, tape

from liminal.gl import Context
from liminal.tape.dropout import LONGEST, SHORTEST, dropouts
from liminal.tape.faults import faults_of


def many_dropouts(rate: float, fields: int) -> list[Any]:
    return [dropouts(rate, 3, field, 0) for field in range(fields)]


def test_dropouts_come_as_often_as_asked() -> None:
    fields = 12_000
    found = many_dropouts(3600, fields)
    # A short one is met once; at 59.94 fields a second 3600 a minute are just above one a field.
    short = sum(int((each.length < 5e-6).sum()) for each in found)
    share = np.log(5e-6 / SHORTEST) / np.log(LONGEST / SHORTEST)
    expected = 3600 / 60 / 59.94 * fields * share
    assert abs(short - expected) < 4 * np.sqrt(expected)


def test_dropouts_may_be_so_many_that_little_is_left() -> None:
    fields, rate = 60, 1_000_000
    found = many_dropouts(rate, fields)
    short = sum(int((each.length < 5e-6).sum()) for each in found)
    expected = rate / 60 / 59.94 * fields * np.log(5e-6 / SHORTEST) / np.log(LONGEST / SHORTEST)
    assert abs(short - expected) < 4 * np.sqrt(expected)


def test_short_dropouts_are_as_many_more_as_they_are_shorter() -> None:
    # The density is 1 / length: each doubling of length holds as many. Only new ones count: those that last over
    # several fields have been narrowed, and are all longer than a track is wide.
    length = np.concatenate([each.length for each in many_dropouts(20_000, 1500)])
    counts = np.histogram(length, bins=0.5e-6 * 2.0 ** np.arange(7))[0]
    assert counts.min() > 600
    assert counts.std() / counts.mean() < 0.12
    assert length.min() >= SHORTEST * 0.1
    assert 100e-6 < length.max() <= LONGEST


def test_long_dropouts_are_neighbours_in_time() -> None:
    found = many_dropouts(600, 3000)
    again = [
        bool(np.isin(now.start[now.length > 150e-6], after.start).all())
        for now, after in pairwise(found)
        if (now.length > 150e-6).any()
    ]
    assert len(again) > 20
    assert np.mean(again) > 0.6


def test_dropouts_stand_still_in_a_pause() -> None:
    paused = tape(**(STILL | {"dropouts": 20_000}), transport=[{"at": 0.5, "kind": "pause", "seconds": 2}])
    carriers = [faults_of(paused, 7, frame).carriers[0][:150] for frame in (20, 30, 41)]
    assert (carriers[0] < 255).any()
    assert np.array_equal(carriers[0], carriers[1])
    assert np.array_equal(carriers[0], carriers[2])


def test_compensation_hides_dropouts(context: Context) -> None:
    quiet = {**STILL, "noise": 0, "colour_noise": 0}
    clean, hidden, bare = (
        run(context, tape(**(quiet | change)), [4])[0].astype(float)
        for change in ({}, {"dropouts": 20_000}, {"dropouts": 20_000, "compensation": False})
    )
    luma = [0.299, 0.587, 0.114]
    assert 0 < np.square((hidden - clean) @ luma).mean() < 0.5 * np.square((bare - clean) @ luma).mean()
    # Colour has no compensator: it is missing where luma is not.
    grey = (np.abs(hidden - clean).max(axis=-1) > 40) & (np.abs((hidden - clean) @ luma) < 15)
    assert grey.any()
    assert np.ptp(hidden[grey], axis=-1).mean() < 0.7 * np.ptp(clean[grey], axis=-1).mean()
