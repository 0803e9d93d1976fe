"""What is written into the picture: by the camera's clock, in letters that one can read, on tape and over it."""

import numpy as np
import pytest

from liminal.errors import LiminalError
from liminal.settings.display import LETTERS, LONGEST, DisplaySettings
from liminal.settings.load import load_preset
from liminal.settings.tape import TapeSettings
from liminal.tape.caption import COLUMNS, EDGE, ROWS, camera_captions, deck_captions
from liminal.tape.character_generator import overlay
from liminal.tape.font import draw_text, has_letter
from liminal.tape.grid import FIRST, SAMPLES
from liminal.tape.playback import play

EVERYTHING = {
    "show_date": True,
    "show_time": True,
    "rec": True,
    "battery": "half",
    "speed": True,
    "counter": True,
    "manual": True,
    "deck": True,
    "title": "Kv31 - don't move/stay still",
}
MAKERS = ("osaka", "tokyo", "yokohama")


def everything(maker: str, date: str = "1996-09-23 19:42:07") -> DisplaySettings:
    """All that a display can show."""
    return DisplaySettings(maker=maker, date=date, **{**EVERYTHING, "title": "DON'T MOVE/STAY"})


@pytest.mark.parametrize("maker", MAKERS)
def test_captions_stay_in_the_picture_and_are_known(maker: str) -> None:
    """Whatever the time, every letter can be drawn, and none is cut off by a television of the time."""
    for date in ("1991-07-04 00:00:00", "1996-12-31 23:59:59"):
        for time in (0.2, 0.7, 3599.0, 35_999.9):
            settings = everything(maker, date)
            for caption in camera_captions(settings, "ep", time) + deck_captions(settings, "ep", time):
                assert all(map(has_letter, caption.text)), caption
                assert EDGE[0] <= caption.column <= COLUMNS - EDGE[0] - len(caption.text), caption
                assert EDGE[1] <= caption.row < ROWS - EDGE[1], caption


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize(
    "date",
    ["1990-02-29", "1990-13-00 00:00", "0000-00-00 --:--", "9999-99-99 23:59:59", "19:42", "--:--", "x" * LONGEST],
)
def test_odd_clocks_stay_in_the_picture_and_are_known(maker: str, date: str) -> None:
    settings = everything(maker, date)
    for caption in camera_captions(settings, "sp", 0.0):
        assert all(map(has_letter, caption.text)), caption
        assert EDGE[0] <= caption.column <= COLUMNS - EDGE[0] - len(caption.text), caption


# What each maker writes; the time of day stands above the date.
WRITTEN = {
    "osaka": ("10:15PM", "FEB.29.1990", "13. 0.1990"),
    "tokyo": ("10:15:07 PM", "2 29 1990", "13 0 1990"),
    "yokohama": ("PM 10:15", "FEB.29.'90", "13.00.'90"),
}


@pytest.mark.parametrize("maker", MAKERS)
def test_each_maker_writes_what_the_clock_has(maker: str) -> None:
    def lines(date: str, *, at: float = 0.0, day: bool = True, time: bool = True) -> list[str]:
        settings = DisplaySettings(maker=maker, date=date, show_date=day, show_time=time)
        return [caption.text.strip() for caption in camera_captions(settings, "sp", at)]

    time, date, odd = WRITTEN[maker]
    assert lines("1990-02-29 22:15:07") == [time, date]
    assert lines("1990-02-29 22:15:07", time=False) == [date]
    assert lines("1990-02-29 22:15:07", day=False) == [time]
    assert lines("1990-13-00 22:15:07") == [time, odd]
    # What it has not cannot be written; what it has, is.
    assert lines("1990-02-29") == lines("1990-02-29", day=False) == [date]
    assert lines("22:15:07") == lines("22:15:07", time=False) == [time]
    assert lines("1990-02-29 22:15:07", day=False, time=False) == lines("x", day=False, time=False) == []
    # What was never set flashes, and stands still; a text stands still.
    assert lines("--:--") == lines("--:--", at=7200.0) == ["--:--"]
    assert lines("--:--", at=0.7) == [""]
    assert lines("1990-02-29 --:--") == ["--:--", date]
    assert lines("1990-02-29 --:--", at=90_000.7) == ["", date]
    assert lines("12:00 am") == ["12:00 AM"]
    assert lines("12:00 am", at=0.7) == [""]
    assert lines("No. 4 of 9", at=3600.7) == ["NO. 4 OF 9"]


@pytest.mark.parametrize("maker", MAKERS)
def test_letters_differ(maker: str) -> None:
    """No two letters look alike, and none reaches into the next."""
    letters = LETTERS.replace(" ", "") + "●▶■‖█▄□"
    drawn = [draw_text(letter, maker, (4, 2))[0] for letter in letters]
    assert len({each.tobytes() for each in drawn}) == len(letters)
    together = draw_text("HH", maker, (4, 2))[0].any(axis=0)
    assert not together.all()
    assert (np.diff(together.astype(int)) == 1).sum() == 2


def test_letters_are_light_and_their_edges_dark() -> None:
    """Inside the picture only; where nothing is written the picture is kept as it is."""
    level, kept = overlay(camera_captions(everything("osaka"), "sp", 0.0), "osaka")
    assert level.max() == pytest.approx(0.95, abs=0.02)
    assert kept.min() == pytest.approx(0.0, abs=1e-9)
    assert (kept[:, :FIRST] == 1).all()
    assert level.shape == (240, SAMPLES)
    covered = kept < 0.01
    assert (level[covered] < 0.2).any()
    assert (level[covered] > 0.9).any()


def test_off_by_default_and_rec_blinks() -> None:
    """An untouched display leaves frames alone, bit for bit; the dot of REC comes and goes."""
    frame = np.random.default_rng(1).integers(0, 256, (480, 720, 3), np.uint8)
    assert next(play([frame], TapeSettings(), display=DisplaySettings())) is frame
    texts = [camera_captions(DisplaySettings(rec=True), "sp", time)[0].text for time in (0.0, 0.6, 1.1)]
    assert texts == ["● REC", "  REC", "● REC"]


def test_camera_writes_before_the_tape_and_the_deck_after_it() -> None:
    """Grey with letters: the camera's are smeared by the tape, the deck's have clean edges."""
    frame = np.full((480, 720, 3), 90, np.uint8)
    tape = TapeSettings(format="vhs", noise=0, colour_noise=0, jitter=0, head_switch=0, flagging=0, hue=0, dropouts=0)
    deck = next(play([frame], tape, display=DisplaySettings(deck=True)))[..., 1].astype(float)
    camera = next(play([frame], tape, display=DisplaySettings(counter=True)))[..., 1].astype(float)
    beside = [np.abs(picture[40:70, 684:705] - 90).mean() for picture in (deck, camera)]
    assert beside[0] < 0.02
    assert beside[1] > 0.2


def test_a_display_without_a_date_cannot_show_one() -> None:
    """One line that says what is missing."""
    with pytest.raises(LiminalError, match="want a date"):
        load_preset("level-0", ["display.show_date=true"])


@pytest.mark.parametrize(
    ("date", "words"),
    [("Été, 1990", 'no "É,"'), ("a" * (LONGEST + 1), f"1 to {LONGEST} letters"), ("", "1 to"), ("  ", "1 to")],
)
def test_what_the_letters_lack_is_named(date: str, words: str) -> None:
    with pytest.raises(LiminalError) as caught:
        load_preset("level-0", [f'display.date="{date}"'])
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_all_letters_there_are_can_be_asked_for() -> None:
    assert all(map(has_letter, LETTERS))
    assert not any(has_letter(letter) for letter in map(chr, range(0x250)) if letter not in LETTERS)
    assert COLUMNS - 2 * EDGE[0] == LONGEST
