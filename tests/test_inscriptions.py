"""Inscriptions: what is on the walls lies on even wall, agrees with itself, and darkens as ink does."""

import hashlib
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from written import DISTANCE, WrittenWorld, before_a_wall, centroid

from liminal.errors import LiminalError
from liminal.gl import Context
from liminal.inscription.alphabet import LETTERS
from liminal.inscription.artwork import painted
from liminal.inscription.coating import dye
from liminal.settings.load import load_preset
from liminal.settings.wall_text import CHARACTERS
from liminal.view.renderer import Renderer
from liminal.view.stage import StageKey
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL, CHUNK
from liminal.world.inscription import InscriptionKind, inscriptions_within
from liminal.world.level0.room_number import room_number
from liminal.world.prop import bounds
from liminal.world.window import Window

SKIRTING = 0.095  # m
TEXTS = {
    InscriptionKind.MARKER: "~JUNE~ 9 DAYS?",
    InscriptionKind.SPRAY: "14 \N{RIGHTWARDS ARROW}",
    InscriptionKind.PENCIL: "8'-11\"",
    InscriptionKind.TALLY: "23",
    InscriptionKind.NOTICE: "WET PAINT\nAUG. 14",
    InscriptionKind.PLATE: "B214",
    InscriptionKind.STENCIL: "C17",
}


@pytest.fixture(scope="module")
def chunks() -> list[Window]:
    """Chunks of a place whose walls are full."""
    world = CellGrid(7, load_preset(overrides=("world.things=12", "world.landmarks=16")))
    return [world.chunk(x, z) for x in range(-4, 4) for z in range(-4, 4)]


def test_all_lies_on_even_wall_clear_of_corners_and_skirting(chunks: list[Window]) -> None:
    kinds, size = set(), 5 * CHUNK
    whole = CellGrid(7, load_preset("level-1")).window(0, 0, size, size)
    warehouse = replace(whole, inscriptions=inscriptions_within(whole.inscriptions, 4, 4, size - 8, size - 8))
    for chunk in (*chunks, warehouse):
        for row in chunk.inscriptions:
            kinds.add(int(row["kind"]))
            along = row["normal"][[2, 0]] != 0  # x, z
            reach = np.linspace(-1, 1, 33)[:, None] * float(row["width"]) / 2 * along
            foot = np.array([row["x"], row["z"]], float) + reach
            step = row["normal"][[0, 2]] * CELL / 2
            before, behind = (
                np.floor((foot + side * step) / CELL).astype(int) - (chunk.x0, chunk.z0) for side in (1, -1)
            )
            assert chunk.open[before[:, 1], before[:, 0]].all(), row
            assert not chunk.open[behind[:, 1], behind[:, 0]].any(), row
            floor, ceiling = (heights[before[:, 1], before[:, 0]] for heights in (chunk.floor, chunk.ceiling))
            assert np.ptp(floor) == 0, row
            assert np.ptp(ceiling) == 0 or row["kind"] == InscriptionKind.STENCIL, row  # beams rest on columns
            assert row["y"] - row["height"] / 2 > floor[0] + SKIRTING + 0.05, row
            assert row["y"] + row["height"] / 2 < ceiling.min() - 0.05, row
    assert kinds == set(InscriptionKind)


def test_no_thing_stands_before_it(chunks: list[Window]) -> None:
    for chunk in chunks:
        boxes = [bounds(prop) for prop in chunk.props]
        for row in chunk.inscriptions:
            normal = row["normal"][[0, 2]]
            reach = abs(normal[::-1]) * row["width"] / 2 + abs(normal) * 0.15
            middle = np.array([row["x"], row["z"]]) + 0.16 * normal
            for low, high in boxes:
                apart = np.maximum(low[[0, 2]] - (middle + reach), (middle - reach) - high[[0, 2]])
                assert apart.max() > 0, (row, low, high)


def test_inscriptions_of_one_wall_do_not_overlap(chunks: list[Window]) -> None:
    for chunk in chunks:
        rows = chunk.inscriptions
        for number, one in enumerate(rows):
            for other in rows[number + 1 :]:
                if (one["normal"] != other["normal"]).any():
                    continue
                size = np.array([(one[name] + other[name]) / 2 for name in ("width", "height")])
                along = abs(one["normal"][[2, 0]]) @ [abs(one["x"] - other["x"]), abs(one["z"] - other["z"])]
                off = abs(one["normal"][[0, 2]]) @ [abs(one["x"] - other["x"]), abs(one["z"] - other["z"])]
                apart = off > 0.01 or along > size[0] - 0.01 or abs(one["y"] - other["y"]) > size[1] - 0.01
                assert apart, (one, other)


def test_numbers_rise_along_a_corridor_with_odd_and_even_sides() -> None:
    numbers = [[int(room_number(along, 100, eastward=True, odd=odd)) for along in range(0, 512, 12)] for odd in (1, 0)]
    assert {number % 2 for number in numbers[0]} == {1}
    assert {number % 2 for number in numbers[1]} == {0}
    assert (np.diff(numbers) == 2).all()
    assert abs(np.subtract(*numbers)).max() == 1  # opposite doors
    assert room_number(0, 100, eastward=False, odd=True)[0].isalpha()


def test_plates_of_a_place_agree_but_for_a_few(chunks: list[Window]) -> None:
    plates = np.concatenate([chunk.inscriptions for chunk in chunks])
    plates = plates[plates["kind"] == InscriptionKind.PLATE]
    assert len(plates) > 60
    agree = []
    for plate in plates:
        number = "".join(filter(str.isdigit, str(plate["text"])))
        # Of those that run the same way through the same lane, the ones further on have larger numbers.
        like = plates[(plates["normal"] == plate["normal"]).all(1)]
        across, along = ("z", "x") if plate["normal"][2] else ("x", "z")
        like = like[(abs(like[across] - plate[across]) < 0.2) & (abs(like[along] - plate[along]) < 30)]
        after = like[like[along] > plate[along] + 2.0]
        agree += [int("".join(filter(str.isdigit, str(each)))) > int(number) for each in after["text"]]
    assert len(agree) > 20
    assert np.mean(agree) > 0.75


@pytest.mark.parametrize("kind", list(InscriptionKind))
def test_a_coating_gives_no_light_of_its_own_and_ends_before_its_edges(kind: InscriptionKind) -> None:
    coating = painted(kind, TEXTS[kind], 5, 0.8, 0.4)
    assert coating.transmittance.min() >= 0
    assert coating.reflectance.min() >= 0
    assert (coating.transmittance + coating.reflectance).max() < 1.001
    assert coating.transmittance.min() < 0.6
    for edge in (np.s_[0], np.s_[-1], np.s_[:, 0], np.s_[:, -1]):
        assert abs(coating.transmittance[edge] - 1).max() < 1 / 255
        assert coating.reflectance[edge].max() < 1 / 255


def test_two_layers_of_ink_let_through_what_each_does_of_the_other() -> None:
    """The Beer-Lambert law: absorbances add up."""
    ink = (2.0, 1.0, 0.5)
    once, twice = (dye(np.full((2, 2), density, np.float32), ink, 0.001) for density in (0.7, 1.4))
    np.testing.assert_allclose(once.over(once).transmittance, twice.transmittance, rtol=1e-5)
    np.testing.assert_allclose(once.transmittance[0, 0], np.exp(-0.7 * np.array(ink)), rtol=1e-5)


def test_hands_differ_and_one_hand_writes_the_same_each_time() -> None:
    def write(lot: int) -> NDArray:
        return painted(InscriptionKind.PENCIL, "SAME ROOM", lot, 0.5, 0.12).transmittance

    np.testing.assert_array_equal(write(1), write(1))
    assert abs(write(1) - write(2)).max() > 0.2


def test_every_character_that_can_be_asked_for_has_strokes() -> None:
    assert CHARACTERS - set(" \n~") == set(LETTERS)


def test_texts_of_ones_own_take_the_place_of_others() -> None:
    overrides = ("world.things=10", 'world.writings=["nine -> days"]')
    world = CellGrid(3, load_preset(overrides=overrides))
    rows = np.concatenate([world.chunk(x, z).inscriptions for x in range(3) for z in range(3)])
    written = rows["text"][rows["kind"] < InscriptionKind.NOTICE]
    assert len(written) > 2
    assert set(written.tolist()) == {"NINE \N{RIGHTWARDS ARROW} DAYS"}


@pytest.mark.parametrize(
    ("text", "complaint"), [("Größe", "no hand here"), ("~ ~", "nothing to write"), ("A" * 81, "80")]
)
def test_a_text_that_cannot_be_written_is_told(text: str, complaint: str) -> None:
    with pytest.raises(LiminalError, match=complaint) as raised:
        load_preset(overrides=(f'world.writings=["{text}"]',))
    assert "[world] writings" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_what_is_written_is_a_function_of_the_seed(chunks: list[Window]) -> None:
    """And of nothing else: a change here breaks the promise of every seed ever named."""
    rows = np.concatenate([chunk.inscriptions for chunk in chunks])
    text = [
        f"{row['kind']} {row['text']} {row['lot']} {row['x']:.2f} {row['y']:.2f} {row['z']:.2f} {row['width']:.2f}"
        for row in rows
    ]
    assert hashlib.sha256("\n".join(text).encode()).hexdigest()[:16] == "e9da18359c79fd39"


def test_ink_darkens_the_light_of_the_wall_as_it_was_painted(context: Context) -> None:
    """A picture with a text is one without, times the coating; pixels beside it are the very same."""
    stretch = (2.0, 1.0)
    pose, row = before_a_wall(stretch)
    with Renderer(context, WrittenWorld(row)) as renderer:
        stage = renderer.stage(StageKey((pose,), moment=0.0, lines=120))
        written = renderer.scene(stage, pose, (160, 120), 4)
        stage.scene._decals = None
        ratio = written / renderer.scene(stage, pose, (160, 120), 4)
    coating = painted(InscriptionKind.MARKER, str(row["text"][0]), int(row["lot"][0]), *stretch)
    untouched = (abs(ratio - 1) < 1e-6).all(-1)
    assert 0.4 < untouched.mean() < 0.99
    assert ratio.max() < 1.001
    assert ratio.min() > coating.transmittance.min() - 0.02
    # All that is lost, and where: the camera looks straight at it.
    pixels = 120 / (2 * np.tan(np.radians(pose.fov / 2)))  # at 1 m
    lost = (1 - ratio).sum((0, 1)) * (DISTANCE / pixels) ** 2
    np.testing.assert_allclose(lost, (1 - coating.transmittance).sum((0, 1)) * coating.texel**2, rtol=0.06)
    seen, meant = centroid(1 - ratio, DISTANCE / pixels), centroid(1 - coating.transmittance, coating.texel)
    np.testing.assert_allclose(seen, meant, atol=0.02)
    assert np.abs(meant).min() > 0.04  # so that a text the wrong way round is seen
