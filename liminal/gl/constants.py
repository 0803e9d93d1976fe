"""Constants that Python and shaders share: numbers are written once, in Python, and become GLSL that shaders include.

    GRID = constants("grid", LINES=240, MARGIN=2.5, WEIGHTS=np.array([0.299, 0.587, 0.114]))

`#include "grid.constants"` puts them into a shader built with `made=GRID`; several groups are joined by `|`. They are
constants rather than uniforms because a software driver loads uniforms one number at a time.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

# By numpy's kind of number: the GLSL scalar type, and the prefix of "vec" in its vector types.
_TYPES = {"b": ("bool", "b"), "i": ("int", "i"), "u": ("uint", "u"), "f": ("float", "")}


def constants(name: str, **values: ArrayLike) -> dict[str, str]:
    """Write a group of constants; returns its text by the name that shaders include it by, `NAME.constants`.

    The shape says the GLSL type: () is a scalar, (2..4,) a vector, (n, 2..4) an array of vectors, (n, k, k) with k from
    2 to 4 an array of matrices, as numpy has them (`M @ column`). Whole numbers become int, unsigned ones uint, all
    others float, to single precision. Raises ValueError for another shape or a number that is not finite.
    """
    return {f"{name}.constants": "".join(f"{_declaration(key, np.asarray(value))}\n" for key, value in values.items())}


def _declaration(name: str, value: NDArray[Any]) -> str:
    if value.dtype.kind not in _TYPES or not np.isfinite(value).all():
        raise ValueError(f"{name}: GLSL has no constant {value.tolist()!r}")
    scalar, prefix = _TYPES[value.dtype.kind]
    match value.shape:
        case ():
            return f"const {scalar} {name} = {_number(value)};"
        case (2 | 3 | 4 as size,):
            return f"const {prefix}vec{size} {name} = {_call(f'{prefix}vec{size}', value)};"
        case (int(), 2 | 3 | 4 as size):
            return _array(f"{prefix}vec{size}", name, value)
        # GLSL lists a matrix column by column.
        case (int(), 2 | 3 | 4 as rows, columns) if rows == columns and scalar == "float":
            return _array(f"mat{rows}", name, value.swapaxes(1, 2).reshape(len(value), -1))
    raise ValueError(f"{name}: GLSL has no constant of shape {value.shape} and type {value.dtype}")


def _array(kind: str, name: str, rows: NDArray[Any]) -> str:
    elements = ",\n    ".join(_call(kind, row) for row in rows)
    return f"const {kind} {name}[{len(rows)}] = {kind}[](\n    {elements});"


def _call(kind: str, numbers: NDArray[Any]) -> str:
    return f"{kind}({', '.join(map(_number, numbers))})"


def _number(number: Any) -> str:
    """One number as GLSL writes it; of a float, the fewest digits that single precision tells apart."""
    match np.asarray(number).dtype.kind:
        case "b":
            return str(bool(number)).lower()
        case "i":
            return str(int(number))
        case "u":
            return f"{int(number)}u"
    return str(np.float32(number))
