"""Constants that Python and shaders share: the driver has the numbers that Python wrote, and none is written twice."""

import re
from pathlib import Path

import numpy as np
import pytest

from liminal import ntsc
from liminal.assets import shader_text
from liminal.gl import Context, FullScreen, Target, constants

ROOT = Path(__file__).parent.parent
FRAGMENT = """#version 330 core
#include "sample.constants"
out vec4 value;
void main() { value = vec4(%s); }
"""


def read(context: Context, expression: str, **values: object) -> list[float]:
    """The value of a vec4 expression on the driver, with these constants."""
    texts = {"a.frag": FRAGMENT % expression}
    made = constants("sample", **values)
    with context.scope() as scope:
        target = Target(scope, (1, 1), ["f4"])
        shader = FullScreen(scope, "a.frag", read=lambda name: texts.get(name) or shader_text(name), made=made)
        shader.draw(target)
        return target.read()[0, 0].tolist()


def test_the_driver_has_the_same_single_precision_numbers(context: Context) -> None:
    numbers = [1 / 3, np.pi * 1e-7, -2e9 / 7, 16777215.0]
    assert read(context, "A, B, C, D", **dict(zip("ABCD", numbers, strict=True))) == np.float32(numbers).tolist()
    assert read(context, "V", V=np.array(numbers)) == np.float32(numbers).tolist()


def test_whole_numbers_stay_whole(context: Context) -> None:
    assert read(context, "N / 4, U >> 31u, P.yx", N=-7, U=np.uint32(2**32 - 1), P=(240, 480)) == [-1, 1, 480, 240]
    assert read(context, "ON ? 1 : 0, OFF ? 1 : 0, S[1].xy", ON=True, OFF=False, S=[[1, 2], [3, 4]]) == [1, 0, 3, 4]


def test_matrices_multiply_columns_as_in_numpy(context: Context) -> None:
    matrices = np.arange(32.0).reshape(2, 4, 4)
    column = np.array([1.0, 10.0, 100.0, 1000.0])
    for index in range(2):
        assert read(context, f"M[{index}] * C", M=matrices, C=column) == (matrices[index] @ column).tolist()


def test_the_name_is_that_of_the_include() -> None:
    (name,) = constants("grid", LINES=240)
    assert name == "grid.constants"


@pytest.mark.parametrize(
    "value", [np.zeros(5), np.zeros((2, 4, 3)), np.zeros((1, 2, 2), int), float("nan"), "text", ()]
)
def test_what_glsl_has_no_constant_for_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="VALUE: GLSL has no constant"):
        constants("sample", VALUE=value)


def test_no_constant_of_glsl_is_written_by_hand_in_python() -> None:
    declaration = re.compile(r"\bconst (?:[iub]?vec\d|mat\d|float|int|uint|bool)\b")
    hand_written = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in sorted((ROOT / "liminal").rglob("*.py"))
        if path != ROOT / "liminal/gl/constants.py"
        for found in declaration.finditer(path.read_text(encoding="utf-8"))
    ]
    assert hand_written == []


def test_no_number_of_the_standards_is_written_again_in_a_shader() -> None:
    numbers = {
        *(f"{value:g}" for value in (ntsc.SETUP, 1 - ntsc.SETUP, ntsc.U_SCALE, ntsc.V_SCALE, *ntsc.LUMA)),
        *(str(value) for value in (ntsc.FIELD_LINES, ntsc.PICTURE_LINES, ntsc.PICTURE_PIXELS)),
        *("8192", "1.0606061", "2.1818182", "0.0038133"),
    }
    again = [
        f"{path.name}: {number}"
        for path in sorted((ROOT / "shaders").glob("*.*"))
        if path.name.startswith(("camera_", "tape_", "common_packing"))
        for line in path.read_text(encoding="utf-8").splitlines()
        for number in re.findall(r"(?<![\w.])\d+(?:\.\d+)?", line.partition("//")[0])
        if number.removesuffix(".0") in numbers
    ]
    assert again == []
