"""Splines through points. Scipy's are loaded at the first need: 0.1 s, and a scene may need none."""

from typing import TYPE_CHECKING

from numpy.typing import ArrayLike

if TYPE_CHECKING:
    from scipy.interpolate import CubicSpline, PchipInterpolator


def cubic(way: ArrayLike, points: ArrayLike, end: str = "not-a-knot") -> "CubicSpline":
    """A cubic spline through points (n, k) at rising places `way` (n,). `end`: scipy's boundary condition."""
    from scipy.interpolate import CubicSpline

    return CubicSpline(way, points, bc_type=end)


def monotone(way: ArrayLike, points: ArrayLike) -> "PchipInterpolator":
    """A cubic through points (n, k) at rising places `way` (n,) that overshoots none (Fritsch and Carlson, 1980)."""
    from scipy.interpolate import PchipInterpolator

    return PchipInterpolator(way, points)
