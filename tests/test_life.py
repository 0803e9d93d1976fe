"""How often figures are seen in films, from when on, and how near: the dials of `[life]`."""

import math
from functools import cache

import pytest
from staged import board, film

from liminal.api.world import World
from liminal.settings.preset import Preset
from liminal.shot.timeline import Timeline

HOLDS = [{"verb": "hold", "seconds": 6, "place": "far", "event": [{"kind": "figure", "at": 1}]} for _ in range(6)]


@cache
def seen(seed: int, presence: float = 0.5, distance: float = 13.0) -> Timeline:
    """Six shots with a figure each, if they were all to come."""
    life = {"presence": presence, "distance": distance}
    return film(World(seed, Preset.model_validate({"life": life})), board(*HOLDS))


@pytest.mark.parametrize("seed", [1])
def test_films_show_restraint(seed: int) -> None:
    """Three sightings at most, none in the first third, and a line on each that is left out."""
    usual = seen(seed, 0.5, 13.0)
    figures = usual.stage_events.figures
    assert len(figures) == 3
    assert min(figure.begin for figure in figures) >= usual.duration / 3
    assert sum("no more than 3 sightings" in note for note in usual.notes) >= 1
    assert sum("no sighting before 12 s" in note for note in usual.notes) == 2


def test_presence_is_how_often_they_are_seen() -> None:
    assert not seen(1, 0.0).stage_events.figures
    assert len(seen(1, 1.0).stage_events.figures) > 4
    assert min(figure.begin for figure in seen(1, 1.0).stage_events.figures) < 3.0


def test_a_film_of_one_shot_is_not_counted_out() -> None:
    """Its frames are the same however long it is, so no share of it decides."""
    assert film(World(1), board({**HOLDS[0], "seconds": 30})).stage_events.figures


@pytest.mark.parametrize("distance", [13.0, 22.0])
def test_figures_keep_their_distance(distance: float) -> None:
    staged = seen(1, 0.5, distance)
    for figure in staged.stage_events.figures:
        pose = staged.pose(figure.begin)
        away = math.hypot(figure.x - pose.x, figure.z - pose.z)
        assert distance - 0.3 <= away <= distance + 25.5


def test_recipes_are_as_before_there_was_life() -> None:
    assert "life" not in Preset().model_dump()
    assert Preset.model_validate({"life": {"distance": 9.0}}).model_dump()["life"]["distance"] == 9.0
