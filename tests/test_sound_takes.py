"""What is heard where one take ends and another begins, and of a camera that nobody holds."""

from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np

from liminal.settings.light import LightSettings
from liminal.settings.preset import Preset
from liminal.shot.breath import Breath, breathe
from liminal.sound.hum import Lamps
from liminal.sound.operator_sound import body_page
from liminal.sound.pages import PAGE, RATE
from liminal.sound.propagation import Propagation
from liminal.view.pose import Pose
from liminal.world.cell_grid import CellGrid

STEADY = Preset(light=LightSettings(flicker=0.0))
HERE, THERE = Pose(1.0, 1.6, 1.0), Pose(81.0, 1.6, 61.0)


@dataclass
class Takes:
    """Somebody stands here, and from a cut on there."""

    cut: float | None = None
    first: Pose = HERE
    hands: float = 0.0
    duration: float = 9.0
    steps: tuple = ()
    breaths: tuple = ()
    events: tuple = ()

    @property
    def cuts(self) -> tuple:
        return () if self.cut is None else (SimpleNamespace(time=self.cut, kind="record"),)

    def pose(self, time: float) -> Pose:
        # The last field of a take reaches a little beyond its middle.
        return self.first if self.cut is None or time < self.cut - 0.008 else THERE

    def motion(self, time: float) -> float:
        return self.hands


def hum(takes: Takes) -> np.ndarray:
    world = CellGrid(3, STEADY)
    return Lamps(world, Propagation(world), takes).page(2).straight  # type: ignore[arg-type]


def test_the_lamps_of_either_place_hum_up_to_the_cut() -> None:
    """Wherever in the page it is: before it all is as if there were none, and after it as if all were over there."""
    before, after = hum(Takes()), hum(Takes(first=THERE))
    assert min(np.std(before), np.std(after)) > 1e-6
    for cut in (2.2, 2.5, 2.8):
        both, at = hum(Takes(cut)), round((cut - 2.0) * RATE)
        assert np.array_equal(both[:, :at], before[:, :at])
        assert np.array_equal(both[:, at:], after[:, at:])


def test_nobody_breathes_into_a_camera_on_a_wall() -> None:
    """A breath is air between 1 and 4 kHz; what else there is comes from hands, and there are none."""

    def air(takes: Takes) -> float:
        pages = np.concatenate([body_page(takes, number, 1) for number in range(8)])
        spectrum = np.abs(np.fft.rfft(pages.astype(float))) ** 2
        hertz = np.fft.rfftfreq(len(pages), 1 / RATE)
        return float(spectrum[(hertz > 1000) & (hertz < 4000)].sum()) / PAGE

    assert air(Takes(breaths=breathe(np.zeros(480), 0.0, 1).breaths)) > 20 * air(Takes())


def test_breaths_are_heard_when_the_camera_is_lifted_by_them() -> None:
    """Air flows from each breath's beginning on, the deeper the louder; then there is a rest."""
    taken = tuple(Breath(float(time), depth) for time, depth in ((1.0, 1.0), (6.0, 2.0)))
    pages = np.concatenate([body_page(Takes(breaths=taken), number, 1) for number in range(11)]).astype(float)
    loud = np.array([np.square(pages[at : at + PAGE // 2]).mean() for at in range(0, len(pages), PAGE // 2)])
    assert loud[2:4].mean() > 20 * loud[:2].mean()
    assert loud[12:14].mean() > 4 * loud[2:4].mean()
    assert loud[9:12].mean() < 0.1 * loud[2:4].mean()
