"""Models of one's own that move in films, and those that a storyboard brings along."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from model_files import box, written
from staged import SKETCH, board, film

import liminal
from liminal.api.request import ClipRequest
from liminal.api.studio import Studio
from liminal.errors import LiminalError
from liminal.settings.load import load_preset
from liminal.settings.storyboard import Storyboard
from liminal.settings.thing import ThingSettings
from liminal.sound.collision import STEEL, timbre_of
from liminal.sound.sound_events import movers_heard
from liminal.thing.movable import Movable, model_movable
from liminal.thing.rigid_body import Launch, solve
from liminal.thing.surroundings import surroundings
from liminal.view.pose import Pose

AHEAD = (-6.9, 7.8)  # m: 3.5 m before the camera of seed 7
ASIDE = (-10.3, 8.9)  # m: well out of its picture


@pytest.fixture(scope="module")
def red(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A red box of metal, 0.4 m wide and 1 m high."""
    mesh = box((0.4, 1.0, 0.4), baseColorFactor=[0.8, 0.02, 0.02, 1.0], metallicFactor=0.8)
    return written(tmp_path_factory.mktemp("red") / "red.glb", mesh)


def moving(file: Path, at: tuple[float, float] | None = None, **more: object) -> ThingSettings:
    return ThingSettings(file=str(file), at=at, moves=True, **more)  # type: ignore[arg-type]


@cache
def place(*things: ThingSettings) -> liminal.World:
    return liminal.World(7, load_preset("level-0", SKETCH).model_copy(update={"thing": things}))


def event(kind: str, thing: str | None = "red", **shot: object) -> Storyboard:
    row = {"kind": kind, "at": 1} | ({} if thing is None else {"thing": thing})
    return board({"verb": "hold", "seconds": 5, "event": [row]} | shot)


def shown(pose: Pose, at: np.ndarray) -> bool:
    bearing = np.degrees(np.arctan2(at[0] - pose.x, pose.z - at[2])) - pose.yaw
    return bool(abs((bearing + 180) % 360 - 180) < 0.6 * pose.fov)


def test_a_model_without_a_place_is_brought_by_each_event(red: Path) -> None:
    """It stands nowhere, flies in from out of the picture, and lies in the air above the floor, on one of its sides."""
    world = place(moving(red))
    assert world.models == ()
    played = film(world, event("throw", place="near"))
    (mover,) = played.stage_events.movers
    assert mover.pose_at(0.9) is None
    assert mover.trajectory.blow is not None
    assert not shown(played.pose(1.0), mover.trajectory.positions[0])
    corners = np.array([[x, y, z] for x in (-0.2, 0.2) for y in (0, 1) for z in (-0.2, 0.2)])
    lying = corners @ mover.trajectory.rotations[-1].T + mover.trajectory.positions[-1]
    assert lying[:, 1].min() == pytest.approx(0.0, abs=0.02)
    twice = {"kind": "throw", "thing": "red.glb"}
    shot = {"verb": "hold", "seconds": 6, "place": "near", "event": [{**twice, "at": 1}, {**twice, "at": 3}]}
    assert [each.place for each in film(world, board(shot)).stage_events.movers] == [None, None]
    (said,) = movers_heard([mover])
    assert said.text == "[a red clatters]"


@pytest.mark.parametrize("named", ["red.glb", None])
def test_what_stands_there_tips_over(red: Path, named: str | None) -> None:
    world = place(moving(red, AHEAD))
    played = film(world, event("topple", named))
    (mover,) = played.stage_events.movers
    assert mover.place == world.models[0].place == (*AHEAD[:1], 0.0, *AHEAD[1:])
    position, rotation = mover.trajectory.pose_at(0.5)
    assert position == pytest.approx(mover.place)
    assert rotation == pytest.approx(world.models[0].rotation)
    assert mover.trajectory.rotations[-1][1, 1] < 0.2


def test_what_is_squat_tips_over_if_asked_to(tmp_path: Path) -> None:
    world = place(moving(written(tmp_path / "cube.glb", box((0.7, 0.7, 0.7))), AHEAD))
    (mover,) = film(world, event("topple", "cube")).stage_events.movers
    assert mover.place == world.models[0].place
    assert mover.trajectory.rotations[-1][1, 1] < 0.2
    assert film(world, event("topple", None)).stage_events.movers[0].place is None


def test_what_stands_elsewhere_stays_there_until_it_moves(red: Path) -> None:
    """Out of the picture; what is in the picture flies up from where it stands, and is never brought from elsewhere."""
    (mover,) = film(place(moving(red, ASIDE)), event("fall")).stage_events.movers
    before, after = (mover.trajectory.pose_at(time)[0] for time in (0.99, 1.0 + 1e-3))
    assert before == pytest.approx((ASIDE[0], 0.0, ASIDE[1]))
    assert after[1] > 2.0
    (mover,) = film(place(moving(red, AHEAD)), event("throw", place="near")).stage_events.movers
    way = mover.trajectory.pose_at(1.05)[0] - mover.trajectory.positions[0]
    assert 0.1 < np.linalg.norm(way) < 0.6
    assert way[1] > 0.05
    assert mover.trajectory.blow is not None
    fallen = film(place(moving(red, AHEAD)), event("fall"))
    assert (fallen.stage_events.movers, [each.kind for each in fallen.events]) == ((), ["knock"])
    assert len(fallen.notes) == 1


def test_it_is_drawn_once_and_frames_agree(red: Path) -> None:
    """Before it moves as if it stood there for good, and afterwards lying; any frame alone is that of the film."""
    still, moves = ThingSettings(file=str(red), at=AHEAD), moving(red, AHEAD)
    storyboard = event("topple")
    pictures = []
    for thing in (still, moves):
        with Studio(place(thing), storyboard if thing.moves else board({"verb": "hold", "seconds": 5})) as studio:
            frames = [6, 110] if thing.moves else [6]
            pictures.append(list(studio.clip(5.0, (160, 120), samples=1, wanted=frames)))
            if thing.moves:
                (alone,) = studio.clip(5.0, (160, 120), samples=1, wanted=[110])
    (stood,), (before, after) = pictures
    assert np.array_equal(alone, after)
    standing, same, lying = ((each[..., 0] - 2.0 * each[..., 1]) > 20 for each in (stood, before, after))
    assert standing.sum() > 300
    assert (standing != same).sum() < 0.05 * standing.sum()
    assert abs(before.astype(float) - stood)[standing & same].mean() < 6
    tall, low = (np.ptp(np.argwhere(each), axis=0) for each in (standing, lying))
    assert tall[0] > 1.5 * tall[1]
    assert low[0] < 0.7 * tall[0]


def test_mass_and_sound_are_guessed(red: Path) -> None:
    assert model_movable(moving(red)).mass == pytest.approx(200 * 0.16, rel=0.05)
    assert model_movable(moving(red, mass=3.0)).mass == 3.0
    assert timbre_of(model_movable(moving(red))) is STEEL


def test_other_things_hit_it(red: Path) -> None:
    """What slides along stops before a model that stands in its way, and does not pass through it."""
    world = place(moving(red, AHEAD))
    window = world.window(-70, 30, 50, 50)
    x, z = AHEAD[0] - window.origin[0], AHEAD[1] - window.origin[1]
    launch = Launch(np.array([x - 1.2, 0.01, z]), np.eye(3), (6.0, 0.0, 0.0))
    ends = []
    for each in (window, world.without_models(-70, 30, 50, 50)):
        trajectory = solve(Movable("vcr"), launch, surroundings(each))
        assert trajectory is not None
        ends.append(trajectory.positions[-1][0])
    assert ends[0] < x - 0.2 < x + 0.4 < ends[1]


def test_models_do_not_roll(red: Path) -> None:
    with pytest.raises(LiminalError, match='called "red" does not roll; let it slide'):
        film(place(moving(red)), event("roll", place="near"))


def text(*rows: str, event: str = "red") -> str:
    shot = f'[[shot]]\nverb = "hold"\nseconds = 3\nplace = "near"\n[[shot.event]]\nkind = "throw"\nthing = "{event}"\n'
    return shot + "".join(f"[[thing]]\n{row}\n" for row in rows)


@pytest.fixture
def films(red: Path, tmp_path: Path) -> Path:
    """A folder with a storyboard that brings a model of its own, and a preset with another."""
    (tmp_path / "models").mkdir()
    for name in ("red", "blue", "grey"):
        (tmp_path / "models" / f"{name}.glb").write_bytes(red.read_bytes())
    (tmp_path / "film.toml").write_text(text('file = "models/red.glb"\nmoves = true'))
    sketch = "\n".join(f"[{key.split('.')[0]}]\n{key.split('.')[1]}" for key in ("world.things = 0",))
    (tmp_path / "place.toml").write_text(f'{sketch}\n[[thing]]\nfile = "models/blue.glb"\n')
    return tmp_path


def test_storyboards_bring_things_beside_those_of_the_place(films: Path) -> None:
    """Preset, storyboard, request, in this order; `--set thing=[]` leaves out all but those of the request."""
    grey = films / "models" / "grey.glb"
    asked = {"preset": films / "place.toml", "shot": films / "film.toml", "things": (str(grey),)}
    for overrides, names in ((("thing=[]",), ["grey"]), ((), ["blue", "red", "grey"])):
        with Studio.from_request(ClipRequest(**asked, overrides=overrides)) as studio:  # type: ignore[arg-type]
            preset = studio.world.preset
            assert [Path(thing.file).stem for thing in preset.thing] == names
            assert all(Path(thing.file).is_absolute() for thing in preset.thing)
            assert sorted(Path(each.thing.file).stem for each in studio.world.models) == sorted({*names} - {"red"})
            recipe = studio.recipe((64, 48), studio.world.viewpoint(), seconds=3.0)
    assert recipe.storyboard is not None
    assert "thing" in recipe.storyboard
    (films / "film.toml").unlink()
    with Studio.from_recipe(recipe) as studio:
        assert studio.world.preset == preset
        assert [Path(thing.file).stem for thing in studio.world.preset.thing] == ["blue", "red", "grey"]
        (mover,) = studio.film(3.0).stage_events.movers
        assert mover.movable.model == studio.world.preset.thing[1]


def test_a_recipe_keeps_its_things_for_another_storyboard(films: Path) -> None:
    with Studio.from_request(ClipRequest(shot=films / "film.toml")) as studio:
        recipe = studio.recipe((64, 48), studio.world.viewpoint(), seconds=3.0)
    rows = ('file = "models/red.glb"\nmoves = true', 'file = "models/grey.glb"\nmoves = true')
    (films / "other.toml").write_text(text(*rows, event="grey"))
    with Studio.from_request(ClipRequest(source=recipe, shot=films / "other.toml")) as studio:
        assert [Path(thing.file).stem for thing in studio.world.preset.thing] == ["red", "grey"]
        assert studio.film(3.0).stage_events.movers[0].movable.name == "grey"


def test_storyboards_without_things_are_kept_as_before() -> None:
    assert "thing" not in event("throw", "bin").model_dump(mode="json")


@pytest.mark.parametrize(
    ("rows", "named", "said"),
    [
        (['file = "models/red.glb"\nmoves = true'], "rde", 'there is no thing "rde" (did you mean "red"?)'),
        (['file = "models/red.glb"'], "red.glb", "models/red.glb does not move; write moves = true"),
        (['file = "models/none.glb"\nmoves = true'], "none", "models/none.glb: No such file or directory"),
        (['fiel = "models/red.glb"'], "red", 'film.toml:9: [thing] unknown key "fiel" (did you mean "file"?)'),
        (
            ['file = "a.glb"\nmass = 0'],
            "a",
            "film.toml:10: [thing] mass is 0 kg; it must be a number above 0 to 10000 kg",
        ),
    ],
)
def test_mistakes_are_told_in_a_line(liminal, films: Path, rows: list[str], named: str, said: str) -> None:
    (films / "film.toml").write_text(text(*rows, event=named))
    told = liminal("clip", "--shot", films / "film.toml", "--tape", "off", "--size", "64x48", "-o", films / "a.mp4")
    assert (told.status, told.err.count("\n")) == (2, 1)
    assert said in told.err
    assert not list(films.glob("a.*"))


def test_checks_and_lists_tell_of_it(liminal, films: Path) -> None:
    told = liminal("things", "check", films / "models" / "red.glb").out
    assert "if it moves: 32" in told
    assert "kg, and it sounds of steel" in told
