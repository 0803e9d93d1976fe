"""Storyboards: what a person may write, how long it lasts, and what the program answers when it does not hold."""

from pathlib import Path

import pytest

from liminal.assets import storyboard_names, storyboard_text
from liminal.errors import LiminalError
from liminal.settings.shot_list import load_storyboard, revive_storyboard
from liminal.settings.storyboard import Storyboard
from liminal.shot.schedule import natural_seconds, schedule

FILM = """title = "Test"

[[shot]]
verb = "hold"
seconds = [4, 8]

[[shot]]
verb = "look"   # around
seconds = 5

    [[shot.event]]
    kind = "knock"
    at = [1, 2]
"""


def complaint(folder: Path, text: str) -> str:
    """What is said of a file, without its folder."""
    path = folder / "film.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LiminalError) as caught:
        load_storyboard(path)
    assert "\n" not in str(caught.value)
    return str(caught.value).removeprefix(f"{folder}/")


def board(*shots: dict[str, object], **words: object) -> Storyboard:
    return revive_storyboard({"shot": list(shots), **words}, "here")


@pytest.mark.parametrize("name", storyboard_names())
def test_what_comes_with_the_program_holds(name: str) -> None:
    film = load_storyboard(name)
    assert film.title
    assert film.description.endswith(".")
    # What a recipe keeps is the same film.
    assert revive_storyboard(film.model_dump(mode="json", exclude_none=True), name) == film


def test_all_that_was_promised_is_there() -> None:
    films = {"wander", "noclip", "threshold", "cctv", "chair", "door", "stroll"}
    films |= {"survey-team", "follow-me", "still-life", "missing-person", "encounter", "chase"}
    assert set(storyboard_names()) == films


@pytest.mark.parametrize(
    ("right", "wrong", "answer"),
    [
        ('"hold"', '"hodl"', 'film.toml:4: [shot] verb is "hodl" (did you mean "hold"?); it must be one of "wander"'),
        ('"look" ', '"lok" ', 'film.toml:8: [shot] verb is "lok" (did you mean "look"?)'),
        ('"knock"', '"nock"', 'film.toml:12: [shot.event] kind is "nock" (did you mean "knock"?)'),
        ("at = [1, 2]", "att = [1, 2]", 'film.toml:13: [shot.event] unknown key "att" (did you mean "at"?)'),
        ("[4, 8]", "[8, 4]", "film.toml:5: [shot] seconds: [8, 4] is the wrong way round"),
        ("[4, 8]", '"long"', 'film.toml:5: [shot] seconds is "long"'),
        ("seconds = 5", "seconds = -5", "film.toml:9: [shot] seconds is -5"),
        ("seconds = 5", 'text = ["A"]', "film.toml:7: shot: text is for cards, and this shot is to look"),
        ('verb = "hold"', 'verb = "card"', "film.toml:3: shot: a card wants a text"),
        ("[[shot]]", "[[shots]]", 'film.toml:3: unknown key "shots" (did you mean "shot"?)'),
        ('title = "Test"', "title = Test", "film.toml: not valid TOML"),
        ('title = "Test"', 'date = "früh"', 'film.toml:1: date: date is "früh", but there is no "Ü" among its letters'),
        ('title = "Test"', 'set = ["operator.moood=1"]', 'film.toml:1: [operator] unknown key "moood" (did you mean'),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, right: str, wrong: str, answer: str) -> None:
    assert right in FILM
    assert complaint(tmp_path, FILM.replace(right, wrong)).startswith(answer)


def test_there_must_be_a_file_and_a_shot(tmp_path: Path) -> None:
    assert "at least 1" in complaint(tmp_path, "shot = []")
    with pytest.raises(LiminalError, match=r"cannot read .*none\.toml: No such file"):
        load_storyboard(tmp_path / "none.toml")
    with pytest.raises(LiminalError, match=r'unknown storyboard "wandr" \(did you mean "wander"\?\)'):
        load_storyboard("wandr")


def test_lengths_are_drawn_from_their_ranges() -> None:
    """Within the range, spread over it, another for each seed, and the same for the same."""
    film = board({"verb": "hold", "seconds": [4, 8]}, {"verb": "look", "seconds": 5})
    drawn = [[slot.seconds for slot in schedule(film, seed, None)] for seed in range(40)]
    assert all(4 <= first <= 8 and second == 5 for first, second in drawn)
    assert max(first for first, _ in drawn) - min(first for first, _ in drawn) > 3
    assert len({first for first, _ in drawn}) == 40
    assert schedule(film, 3, None) == schedule(film, 3, None)
    assert natural_seconds(film, 3) == pytest.approx(sum(drawn[3]))


def test_ranges_stretch_to_fill_a_film_and_what_is_fixed_does_not() -> None:
    film = board({"verb": "hold", "seconds": [4, 8]}, {"verb": "card", "seconds": 3, "text": ["A"]})
    for seconds in (8.0, 10.0):
        hold, card = schedule(film, 1, seconds)
        assert (hold.seconds + card.seconds, card.seconds) == (pytest.approx(seconds), pytest.approx(3.0))


def test_a_long_film_goes_through_the_list_again_and_shows_cards_once() -> None:
    card = {"verb": "card", "seconds": 2, "text": ["A"]}
    film = board(card, {"verb": "hold", "seconds": [4, 6]}, {"verb": "look", "seconds": [4, 6]}, card)
    slots = schedule(film, 1, 100.0)
    assert sum(slot.seconds for slot in slots) == pytest.approx(100.0)
    verbs = [slot.shot.verb for slot in slots]
    assert len(verbs) > 12
    assert verbs.count("card") == 2
    assert (verbs[0], verbs[-1]) == ("card", "card")
    # No two times through are alike.
    assert len({slot.seconds for slot in slots if slot.shot.verb == "hold"}) == verbs.count("hold")


def test_a_film_of_one_shot_is_one_shot_however_long() -> None:
    assert [slot.seconds for slot in schedule(load_storyboard("stroll"), 7, 3600.0)] == [3600.0]


def test_a_film_too_short_for_its_shots_ends_early() -> None:
    slots = schedule(load_storyboard("threshold"), 7, 5.0)
    assert sum(slot.seconds for slot in slots) == pytest.approx(5.0)
    assert len(slots) < len(load_storyboard("threshold").shot)


def test_what_belongs_to_the_tape_is_left_out_without_one() -> None:
    film = load_storyboard("threshold")
    with_tape, without = film.overrides(taped=True), film.overrides(taped=False)
    assert any(each.startswith("display.date") for each in with_tape)
    assert without
    assert not any(each.startswith("display.") for each in without)


def test_presets_list_and_show_storyboards(liminal, tmp_path: Path) -> None:
    listed = liminal("presets", "list").out
    assert "Storyboards" in listed
    for name in storyboard_names():
        assert f"{name} " in listed
        shown = liminal("presets", "show", name).out
        assert shown.count("\n") > storyboard_text(name).count("[[shot]]")
    path = tmp_path / "film.toml"
    path.write_text(FILM, encoding="utf-8")
    assert "all 2 shots hold" in liminal("presets", "check", "--shot", path).out
    path.write_text(FILM.replace('"hold"', '"hodl"'), encoding="utf-8")
    assert "film.toml:4" in liminal("clip", "--shot", path, "-o", tmp_path / "a.mp4").mistake
