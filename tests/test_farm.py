"""A farm of two processes: the same bytes as one makes, even if one of them is lost; and what does not fit is told."""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import nullcontext
from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest
from dubbing import write_numbered
from footage import NTSC, grey, steady, write_clip
from sketch import SKETCH

from liminal.api import clip_writer, dub_spread, farm_address
from liminal.api.dub_piece import dub_piece
from liminal.api.dub_writer import write_dub
from liminal.api.farm import Farm
from liminal.api.farm_job import FilmJob
from liminal.api.farm_worker import FarmLog, this_machine
from liminal.api.report import Progress, Report
from liminal.api.request import ClipRequest, DubRequest
from liminal.api.studio import Studio
from liminal.camera.reading import Reading
from liminal.errors import LiminalError
from liminal.film.dub_recipe import read_dub_recipe
from liminal.film.recipe import read_recipe
from liminal.film.segment_store import Segment, SegmentStore
from liminal.footage.footage_source import FootageSource

# Three segments that cost next to nothing.
STORYBOARD = """
version = 1
[[shot]]
verb = "card"
seconds = 5.1
text = ["SURVEY 4"]
[[shot]]
verb = "card"
seconds = 5.1
text = ["THE TAPE", "ENDS HERE"]
"""


@pytest.fixture(scope="module")
def farm() -> Iterator[Farm]:
    """Two processes of this machine."""
    with Farm("local:2") as opened:
        yield opened


def kill_other(farm: Farm) -> int:
    """Kill the process that is not this one; return its number."""
    farm._client.wait_for_workers(2)  # one that was lost before begins anew
    (other,) = set(farm._client.run(os.getpid).values()) - {os.getpid()}
    os.kill(other, signal.SIGKILL)
    return other


def test_one_machine_is_lost_and_the_film_is_the_same(
    farm: Farm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "board.toml").write_text(STORYBOARD)
    asked = ClipRequest(seed=3, shot=tmp_path / "board.toml", overrides=SKETCH, tape="off", size=(64, 48))
    killed: list[int] = []
    heard: list[Progress] = []

    def kill(progress: Progress) -> None:
        heard.append(progress)
        if progress.done and not killed:
            killed.append(kill_other(farm))

    monkeypatch.setattr(clip_writer, "Farm", lambda address: nullcontext(farm))
    with Studio.from_request(asked) as studio:
        studio.write_clip(tmp_path / "alone.mp4", workers=1)
        studio.write_clip(tmp_path / "farm.mp4", dask="local:2", report=Report(progress=kill))
    assert killed
    assert killed[0] not in farm._client.run(os.getpid).values()
    assert (tmp_path / "farm.mp4").read_bytes() == (tmp_path / "alone.mp4").read_bytes()
    total = heard[0].total
    assert [progress.done for progress in heard] == list(range(int(total or 0) + 1))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["alone.mp4", "board.toml", "farm.mp4"]

    # What a machine says of its failure is heard.
    recipe = read_recipe(tmp_path / "farm.mp4").model_copy(update={"width": 100_000})
    with (
        SegmentStore(tmp_path / "b.mp4", recipe.text(), ".mp4") as store,
        pytest.raises(LiminalError, match="a machine has failed: size 100000x48 is out of range"),
    ):
        list(farm.make(FilmJob(recipe.text(), ".mp4"), {Segment(0, 150): range(150)}, store.put, print))


def test_footage_is_played_by_machines_of_which_one_is_lost(
    farm: Farm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = [grey(20 * (number % 12)) for number in range(51)]
    clip = write_clip(tmp_path / "a.mkv", pictures, steady(51, Fraction(5)), sound="pcm_s16le", seconds=10.3)
    asked = DubRequest(tape="off", size=(64, 48), scan="weave")
    killed: list[int] = []

    def kill(progress: Progress) -> None:
        if progress.done > 20 and not killed:
            killed.append(kill_other(farm))

    monkeypatch.setattr(dub_spread, "Farm", lambda address: nullcontext(farm))
    write_dub(tmp_path / "alone.mkv", clip, asked)
    write_dub(tmp_path / "farm.mkv", clip, asked, dask="local:2", report=Report(progress=kill))
    assert killed

    # Numbered pictures, of such, one of which is damaged: each machine says so.
    write_numbered(tmp_path / "in", 12)
    (tmp_path / "in" / "a5.png").write_bytes(b"no picture")
    told: list[str] = []
    write_dub(tmp_path / "alone%03d.png", tmp_path / "in", asked)
    write_dub(tmp_path / "farm%03d.png", tmp_path / "in", asked, dask="local:2", report=Report(warn=told.append))
    assert len(told) == 1
    assert re.match(r"cannot read .*a5\.png.*; the picture before stays", told[0])
    for alone in sorted(tmp_path.glob("alone*")):
        assert alone.with_name(alone.name.replace("alone", "farm")).read_bytes() == alone.read_bytes()
    assert len(list(tmp_path.glob("farm*"))) == len(list(tmp_path.glob("alone*"))) > 10
    assert not list(tmp_path.glob("*.parts"))


def test_footage_may_end_before_it_says_so(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "a.mkv", [grey(90)] * 4, steady(4, Fraction(5)))
    write_dub(tmp_path / "b.mkv", clip, DubRequest(tape="off", size=(64, 48), scan="weave"))
    recipe, source = read_dub_recipe(tmp_path / "b.mkv"), FootageSource(str(clip))
    assert dub_piece(recipe, source, (0, 1000), ".mkv") == (tmp_path / "b.mkv").read_bytes()
    assert dub_piece(recipe, source, (150, 300), ".mkv") == b""
    with pytest.raises(LiminalError, match=r"cannot make a piece of a\.mkv: \.gif is no film"):
        dub_piece(recipe, source, (0, 150), ".gif")


def test_machines_without_the_footage_are_told(farm: Farm, tmp_path: Path) -> None:
    source = FootageSource(str(write_clip(tmp_path / "a.mkv", [grey(90)] * 3, steady(3, NTSC))))
    digest = source.digest()
    farm.check_footage(source, digest)
    write_clip(tmp_path / "a.mkv", [grey(91)] * 3, steady(3, NTSC))
    with pytest.raises(LiminalError, match=r"tcp://.* finds other footage at .*a\.mkv; put the same file"):
        farm.check_footage(source, digest)
    (tmp_path / "a.mkv").unlink()
    with pytest.raises(LiminalError, match=r"tcp://.* does not find the footage: cannot read .*; put it at the same"):
        farm.check_footage(source, digest)


def test_machines_that_would_make_other_bytes_are_refused(farm: Farm) -> None:
    own = this_machine()
    assert farm.check(own, any_driver=False) == [own.renderer]
    with pytest.raises(LiminalError, match=r"tcp://.* has liminal .*, and this machine 0\.0; install the same"):
        farm.check(own._replace(liminal="0.0"), any_driver=True)
    other = own._replace(renderer="Another")
    with pytest.raises(LiminalError, match=r"and this machine with Another: .* or allow it with --any-driver"):
        farm.check(other, any_driver=False)
    assert farm.check(other, any_driver=True) == [own.renderer]


def test_machines_share_what_the_meter_has_read(farm: Farm) -> None:
    farm._client.wait_for_workers(2)
    one, other = sorted(farm._client.scheduler_info()["workers"])
    log, readings = FarmLog("a film"), (Reading(1.5, 6.3, (1.0, 0.9, 0.6), 0.01, 1.2),)
    ask = partial(farm._client.submit, pure=False)
    assert ask(log.read, 150, workers=[other]).result() is None
    ask(log.write, 150, readings, workers=[one]).result()
    assert ask(log.read, 150, workers=[other]).result() == readings
    assert ask(log.read, 300, workers=[other]).result() is None


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("local:0", "--dask local:0 is not possible; give local:N with N from 1 to 64"),
        ("somewhere", "somewhere is no address of a farm"),
        ("tcp://127.0.0.1:9", "no Dask scheduler answers at tcp://127.0.0.1:9; start one"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(monkeypatch: pytest.MonkeyPatch, address: str, complaint: str) -> None:
    monkeypatch.setattr(farm_address, "_ANSWER", 0.5)
    with pytest.raises(LiminalError, match=complaint):
        Farm(address)


@pytest.mark.parametrize(
    ("words", "name", "complaint"),
    [
        (["--dask", "local", "--workers", 2], "a.mp4", "--dask does not go with --workers"),
        (["--dask", "local"], "a.wav", "--dask does not go with .*a.wav, which is sound alone"),
        (["--any-driver"], "a.mp4", "--any-driver is for --dask"),
    ],
)
def test_a_mistake_is_one_line(liminal, tmp_path: Path, words: list[object], name: str, complaint: str) -> None:
    assert re.search(complaint, liminal("clip", *words, "-o", tmp_path / name).mistake)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["-", "--dask", "local", "-o", "b.mp4"], "--dask is for footage in files"),
        (["a.h264", "--dask", "local", "-o", "b.mp4"], "--dask: .*a.h264 does not say how long it is"),
        (["a.h264", "--dask", "local", "-o", "b.gif"], "--dask does not go with b.gif: it makes .mp4, .mkv, .mov and"),
        (["a.h264", "--any-driver", "-o", "b.mp4"], "--any-driver is for --dask"),
    ],
)
def test_a_mistake_of_a_dub_is_one_line(
    liminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], complaint: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write_clip(Path("a.h264"), [grey(90)] * 3, steady(3, NTSC))
    assert re.match(complaint, liminal("vhs", *words).mistake)
    assert [path.name for path in tmp_path.iterdir()] == ["a.h264"]
