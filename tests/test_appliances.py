"""Things with light and sound of their own: how they flicker, and how they are heard."""

import numpy as np
import pytest
from furnished import FurnishedWorld

from liminal.colour import luminance
from liminal.gl import Context, Target
from liminal.light.flicker import Appliances, Dimmers
from liminal.light.flicker.reception import FIELD_RATE, SCANNED
from liminal.settings.light import LightSettings
from liminal.sound.appliance_sound import LINES, VOICES, ApplianceSounds
from liminal.sound.pages import RATE
from liminal.sound.propagation import Propagation
from liminal.thing.builder import Detail
from liminal.thing.catalogue import CATALOGUE, make
from liminal.view.pose import Pose
from liminal.view.projection import clip_from_view, view_from_world
from liminal.view.stage import Stage, StageKey
from liminal.view.surface import Surfaces
from liminal.world.grid import CELL
from liminal.world.prop import prop
from liminal.world.window import LAMP

X, Z = -2.972, -12.725  # an open place of seed 7
COARSE = "surface.texture_size=128", "view.reach=10", "light.rays=8", "light.density=1"
STEADY = LightSettings(flicker=0.0)


class Standing:
    """A microphone on a stand, as a `Performance` tells where it is."""

    cuts = ()

    def pose(self, time: float) -> Pose:
        return Pose(X, 1.5, Z)


def spectrum(name: str, away: float, number: int = 0) -> np.ndarray:
    """The spectrum of a second of a thing's sound straight from ahead, Pa RMS by Hz: (24001,)."""
    world = FurnishedWorld(prop(name, X, 1.5 - VOICES[name].height, Z - away, 180.0))
    page = ApplianceSounds(world, Propagation(world), Standing()).page(number)  # type: ignore[arg-type]
    return np.asarray(abs(np.fft.rfft(page.straight[0].astype(float))) * np.sqrt(2) / RATE)


def test_what_has_a_source_glows_and_nothing_else_does() -> None:
    for name, article in CATALOGUE.items():
        assert bool(make(name, Detail.FAR).corners["glow"].any()) == (article.source is not None), name


def test_a_shutter_as_long_as_a_field_sees_no_field_flicker() -> None:
    sets = np.concatenate([prop("television-on", 3.0 * x, 0, 5.0, 0.0) for x in range(40)])
    reception = Appliances(7, sets, LightSettings())._reception
    times = np.arange(0.0, 0.2, 0.0071)
    whole = np.array([reception.light(t, t + 1 / FIELD_RATE) / reception.level(t + 0.5 / FIELD_RATE) for t in times])
    assert whole == pytest.approx(1.0, abs=1e-6)
    # One of a thousandth of a second sees the beam write, or fly back.
    short = np.array([reception.light(t, t + 1e-5) / reception.level(t) for t in times])
    assert set(np.round(np.unique(short), 2)) >= {0.0, round(1 / SCANNED, 2)}
    assert short.mean() == pytest.approx(1.0, abs=0.03)


def test_a_television_changes_and_is_seldom_far_from_its_usual_light() -> None:
    sets = np.concatenate([prop("television-on", 3.0 * x, 0, 5.0, 0.0) for x in range(50)])
    appliances = Appliances(7, sets, LightSettings())
    light = np.array([appliances.at(float(t), 1 / 60, 1.0) for t in np.arange(0, 240, 4.0)])
    assert light.mean() == pytest.approx(0.96, abs=0.06)
    assert light.min() > 0.3
    assert light.max() < 1.4
    assert (light.std(0) > 0.02).all()


def test_a_sign_behaves_as_a_lamp_at_its_place_would() -> None:
    settings = LightSettings(failing=0.5, weak_circuits=0.5)
    places = [(2.5 * x, 4.0 * z) for x in range(8) for z in range(8)]
    signs = np.concatenate([prop("exit-sign", x, 2.2, z, 90.0) for x, z in places])
    lamps = np.zeros(len(places), LAMP)
    lamps["cell_x"], lamps["cell_z"] = np.floor(np.array(places) / CELL).T
    lamps["luminance"] = 1.0
    appliances, dimmers = Appliances(7, signs, settings), Dimmers(7, lamps, settings)
    assert 10 < appliances.dimmable.sum() < 60
    for time in (0.0, 17.3, 400.2):
        failing = dimmers.dimmable
        assert (appliances.at(time, 1 / 60, 1.0)[failing] == dimmers.at(time, 1 / 60)[failing]).all()


def test_light_is_the_same_whatever_else_is_in_the_window() -> None:
    here, other = prop("television-on", 4.0, 0, 9.0, 0.0), prop("vending-machine", 8.0, 0, 2.0, 0.0)
    alone, both = (Appliances(7, props, LightSettings()) for props in (here, np.concatenate([other, here])))
    for time in (0.3, 55.0, 1234.5):
        assert alone.at(time, 0.01, 1.0)[0] == both.at(time, 0.01, 1.0)[1]
        assert (alone.pictures(time)[0] == both.pictures(time)[1]).all()


def test_a_room_follows_its_television(context: Context) -> None:
    """In a film its light has a group of its own; in a still it is in the fixed light: both give the same picture."""
    world = FurnishedWorld(prop("television-on", X, 0, Z - 1.5, 0.0), 7, "light.lamp_luminance=0.02", *COARSE)
    aside = Pose(X, 1.5, Z + 1.0, yaw=0.0, pitch=10.0)  # the wall that the television is turned to
    reception = Appliances(7, world.props, world.preset.light)._reception
    times = np.arange(60.0)
    faint, bright = (float(times[pick([reception.level(t)[0] for t in times])]) for pick in (np.argmin, np.argmax))
    filmed, level = lit_walls(context, world, aside, None, (faint, bright, faint))
    still, _ = lit_walls(context, world, aside, faint, (faint,))
    assert (filmed[0] == filmed[2]).all()
    assert abs(level[1] / level[0] - 1) > 0.1
    assert np.median(filmed[1] / filmed[0]) == pytest.approx(level[1] / level[0], rel=0.02)
    assert filmed[0] == pytest.approx(still[0], rel=0.02)


def lit_walls(
    context: Context, world: FurnishedWorld, pose: Pose, moment: float | None, times: tuple[float, ...]
) -> tuple[list[np.ndarray], list[float]]:
    """Luminance, cd/m2, of a picture at some times, and the television's own light then."""
    with context.scope() as scope:
        surfaces = Surfaces(scope, world.preset.surface)
        stage = Stage(scope, world, surfaces, StageKey((pose,), 4 / 3, moment, lines=120))
        target = Target(scope, (80, 60), ["f4"], depth=True)
        clip = (clip_from_view(pose.fov, 4 / 3) @ view_from_world(pose, stage.origin)).astype(np.float32)
        pictures, levels = [], []
        for time in times:
            stage.light_at(time)
            stage.scene.draw(target, clip)
            pictures.append(luminance(target.read()[..., :3]))
            levels.append(float(stage._lamps_at(time).things[0]))
        return pictures, levels


def test_without_flicker_all_of_it_is_steady() -> None:
    props = np.concatenate([prop(name, 2.0, 0, 3.0, 0.0) for name in ("television-on", "exit-sign", "work-lamp-on")])
    appliances = Appliances(7, props, STEADY)
    assert not appliances.dimmable.any()
    assert (appliances.at(3.3, 0.01, 0.9) == np.float32(0.9)).all()


def test_a_television_sings_at_its_line_rate_and_fainter_by_distance() -> None:
    near, far = (spectrum("television-on", away)[round(LINES)] for away in (2.0, 4.0))
    around = spectrum("television-on", 2.0)[round(LINES) - 300 : round(LINES) - 20]
    assert near > 50 * around.max()
    assert near / far == pytest.approx(2.0, rel=0.05)  # a point source


def test_a_sign_hums_at_twice_the_mains() -> None:
    found = spectrum("exit-sign", 1.0)
    tones = np.flatnonzero(found > 0.05 * found.max())
    assert set(tones % 120) == {0}
    assert 120 in tones


def test_a_compressor_runs_and_rests() -> None:
    power = [float(np.square(spectrum("vending-machine", 2.0, number)).sum()) for number in range(0, 1000, 100)]
    loud = np.array(power) > 4 * min(power)
    assert 0.2 < loud.mean() < 0.8


def test_sounds_go_on_from_page_to_page() -> None:
    world = FurnishedWorld(prop("television-on", X, 0, Z - 2.0, 180.0))
    sounds = ApplianceSounds(world, Propagation(world), Standing())  # type: ignore[arg-type]
    first, second = (sounds.page(number).straight[0].astype(float) for number in (4, 5))
    # The line whine has one phase, measured over the last tenth of a second of one page and the first of the next.
    time = np.arange(RATE // 10) / RATE
    turned = np.exp(-2j * np.pi * LINES * time)
    last, next_ = (first[-len(time) :] * turned).sum(), (second[: len(time)] * turned).sum()
    assert np.angle(next_ / last * np.exp(-2j * np.pi * LINES * len(time) / RATE)) == pytest.approx(0.0, abs=0.1)
    assert (
        ApplianceSounds(world, Propagation(world), Standing()).page(5).straight[0] == second.astype(np.float32)
    ).all()  # type: ignore[arg-type]


def test_a_place_without_such_things_is_silent() -> None:
    world = FurnishedWorld(prop("sofa", X, 0, Z - 2.0, 180.0))
    page = ApplianceSounds(world, Propagation(world), Standing()).page(0)  # type: ignore[arg-type]
    assert not page.straight.any()
    assert not page.sent.any()
