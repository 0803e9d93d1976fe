"""A film's pieces are made anywhere: in a pool of processes, by workers, or in one go, to the same bytes."""

import multiprocessing
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from sketch import SKETCH

from liminal.api import workers
from liminal.api.clip_joiner import join_clips
from liminal.api.clip_recipe import clip_recipe
from liminal.api.film_piece import film_piece
from liminal.api.report import Progress, Report
from liminal.api.request import ClipRequest
from liminal.api.studio import Studio
from liminal.api.workers import film_in_processes, shares_of
from liminal.errors import LiminalError
from liminal.film.flash import COLUMNS, ROWS
from liminal.film.production import FilmMemory
from liminal.film.recipe import Recipe, read_recipe
from liminal.film.segment_form import SegmentForm
from liminal.film.segment_store import Segment, SegmentStore

# Cards cost nothing. What is shown after them hangs on what the meter reads, and the limiter on what came before.
STORYBOARD = """
version = 1
[[shot]]
verb = "card"
seconds = 5.1
text = ["SURVEY 4"]
[[shot]]
verb = "wander"
seconds = 0.3
"""

# It says in time that it has nothing more to do, and later that it has failed.
LATE = "import os, sys, time; os.close(1); time.sleep(0.3); sys.exit('the disk is full')"


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> ClipRequest:
    """A small film of two segments."""
    board = tmp_path_factory.mktemp("board") / "board.toml"
    board.write_text(STORYBOARD)
    return ClipRequest(seed=3, shot=board, overrides=SKETCH, tape="off", size=(64, 48))


@pytest.fixture(scope="module")
def whole(asked: ClipRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The film, made in one go."""
    path = tmp_path_factory.mktemp("whole") / "whole.mp4"
    with Studio.from_request(asked) as studio:
        studio.write_clip(path)
    yield path
    assert [left.name for left in path.parent.iterdir()] == ["whole.mp4"]


def test_pieces_of_other_processes_are_the_film(whole: Path, tmp_path: Path) -> None:
    """A pool has nothing of this process but the function and the recipe, as another machine would."""
    recipe = read_recipe(whole).model_copy(update={"flashes": None})
    spans = [(0, 150), (150, 162)]
    assert recipe.seconds == 5.4
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        made = list(pool.map(partial(film_piece, recipe), spans))
    pieces = [tmp_path / f"{number}.mp4" for number in range(2)]
    for path, piece in zip(pieces, made, strict=True):
        path.write_bytes(piece)
    assert [read_recipe(path).frames for path in pieces] == spans
    join_clips(pieces[::-1], tmp_path / "joined.mp4")
    assert (tmp_path / "joined.mp4").read_bytes() == whole.read_bytes()


def test_workers_make_the_same_tape_and_say_how_far_they_are(
    asked: ClipRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each with what the other's meter has read, and what it has seen of the tape before."""
    started = []
    start = workers._start
    monkeypatch.setattr(workers, "_start", lambda *job: started.append(job) or start(*job))
    heard: list[Progress] = []
    changed = {"tape": "rental", "frames": (148, 154), "flash_limit": False, "size": (720, 480)}
    with Studio.from_request(asked.model_copy(update=changed)) as studio:
        studio.write_clip(tmp_path / "one.mp4")
        studio.write_clip(tmp_path / "two.mp4", workers=2, report=Report(progress=heard.append))
    assert (tmp_path / "two.mp4").read_bytes() == (tmp_path / "one.mp4").read_bytes()
    assert [job.words["share"] for _, job in started] == [[(150, 154)]]  # the other is made here
    assert [(each.done, each.total) for each in heard] == [(done, 6) for done in range(7)]


def test_a_worker_that_fails_is_heard(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shares = [[Segment(0, 150)], [Segment(150, 162)]]
    work = partial(film_in_processes, output=tmp_path / "a.mp4", shares=shares, film=_film_nothing)
    recipe = read_recipe(whole)
    with pytest.raises(LiminalError, match=r"a worker has failed: size 100000x48 is out of range"):
        list(work(SegmentForm(recipe.model_copy(update={"width": 100_000}), ".mp4")))
    monkeypatch.setattr(workers, "_PROGRAM", LATE)
    with pytest.raises(LiminalError, match=r"^a worker has failed: the disk is full$"):
        list(work(SegmentForm(recipe, ".mp4")))


def _film_nothing(share: Sequence[Segment]) -> Generator[int, None, None]:
    """Make no frames at all."""
    yield from ()


def test_the_first_worker_makes_no_less_than_others_and_all_is_made_once() -> None:
    for count in range(1, 20):
        for number in range(1, 9):
            shares = shares_of([Segment(each, each + 1) for each in range(count)], number)
            assert len(shares) == min(number, count)
            assert [segment.first for share in shares for segment in share] == list(range(count))
            assert max(map(len, shares)) - min(map(len, shares)) <= 1
            assert len(shares[0]) == max(map(len, shares))


def test_a_short_film_and_a_small_memory_take_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "processors", lambda: 4)
    monkeypatch.setattr(workers, "_free_memory", lambda: 64 << 30)
    assert [workers.useful_workers(count) for count in (0, 1, 3, 4, 7, 8, 100)] == [1, 1, 1, 2, 3, 4, 4]
    monkeypatch.setattr(workers, "_free_memory", lambda: 4 << 30)
    assert workers.useful_workers(100) == 2
    monkeypatch.setattr(workers, "_free_memory", lambda: 1 << 30)
    assert workers.useful_workers(100) == 1
    monkeypatch.setattr(workers, "_free_memory", lambda: 0)
    assert workers.useful_workers(100) == 1


def test_a_container_may_use_no_more_than_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_CONTAINER", tmp_path)
    whole = workers._free_memory()
    assert whole > 0
    (tmp_path / "memory.current").write_text("600000\n")
    (tmp_path / "memory.max").write_text("max\n")
    assert workers._free_memory() > whole / 2
    (tmp_path / "memory.max").write_text("1000000\n")
    assert workers._free_memory() == 400_000


def test_what_is_no_piece_of_a_film_is_told(whole: Path) -> None:
    recipe = read_recipe(whole)
    with pytest.raises(LiminalError, match="there are no frames 150:163: the film has 0:162"):
        film_piece(recipe, (150, 163))
    with pytest.raises(LiminalError, match="its recipe is of no film"):
        film_piece(recipe.model_copy(update={"seconds": None}), (0, 1))


def test_a_piece_may_span_several_segments(whole: Path, tmp_path: Path) -> None:
    """Then it is what `liminal clip --frames` writes: it joins with others to the film."""
    recipe = read_recipe(whole).model_copy(update={"flashes": None})
    (tmp_path / "a.mp4").write_bytes(film_piece(recipe, (0, 162)))
    join_clips([tmp_path / "a.mp4"], tmp_path / "b.mp4")
    assert (tmp_path / "b.mp4").read_bytes() == whole.read_bytes()


def test_the_log_spares_the_frames_before_a_piece(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the flash limiter saw before a piece is taken from the log, or drawn where nothing is written there."""
    from liminal.api import film_piece as home

    drawn: list[int] = []

    def counting(studio: Studio, recipe: Recipe) -> home.Draw:
        draw = draw_of(studio, recipe)
        return lambda wanted, log: drawn.append(len(wanted)) or draw(wanted, log)

    draw_of = home.draw_of
    monkeypatch.setattr(home, "draw_of", counting)
    recipe, log = read_recipe(whole), FilmMemory()
    pieces = [film_piece(recipe, span, log=log) for span in [(0, 150), (150, 162)]]
    assert drawn == [150, 12]
    assert film_piece(recipe, (150, 162), log=FilmMemory()) == pieces[1]
    assert drawn[2] > 12


def test_a_worker_shares_what_it_has_found_out(asked: ClipRequest, tmp_path: Path) -> None:
    """What the meter read and the limiter saw lies in the store, where others find it."""
    request, path = asked.model_copy(update={"tape": "rental", "size": (720, 480)}), tmp_path / "a.mp4"
    with Studio.from_request(request) as studio:
        recipe = clip_recipe(studio, path, request, None, studio.seconds)
    form, segment = SegmentForm.of(recipe, path), Segment(150, 162)
    with SegmentStore(path, recipe.text(), form.suffix) as store:
        # As another process left it: without it, what comes before would be drawn.
        store.write_glances(150, np.zeros((150, 2, ROWS, COLUMNS, 3), np.uint8))
        drawn = list(film_in_processes(form, path, [[Segment(0, 150)], [segment]], _film_nothing))
        assert drawn == list(range(150, 162))
        assert store.has(segment)
        scenes = [int(note.name[6:12]) for note in store.folder.glob("scene-*.json")]
        assert scenes == [153]
        assert store.read(153)
        assert store.read_glances(162) is not None


@pytest.mark.parametrize(
    ("fields", "suffix", "rate", "of_instants"),
    [
        ({"codec": "h264", "scan": None}, ".mp4", "30000/1001", 1),
        ({"codec": "h264", "scan": "bob"}, ".mp4", "60000/1001", 2),
        ({"codec": "ffv1", "scan": "interlaced"}, ".mkv", "30000/1001", 2),
        ({"codec": "gif", "scan": "bob"}, ".mkv", "30000/1001", 2),  # of whole frames, lossless
    ],
)
def test_segments_have_the_form_of_their_film(
    whole: Path, fields: dict[str, object], suffix: str, rate: str, of_instants: int
) -> None:
    form = SegmentForm.of(read_recipe(whole).model_copy(update=fields))
    assert (form.suffix, form.rate, form.fields) == (suffix, Fraction(rate), of_instants)
    assert form == SegmentForm.of(form.recipe, Path(f"A.{'GIF' if fields['codec'] == 'gif' else suffix[1:].upper()}"))
