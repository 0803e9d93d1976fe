"""Footing: where a foot that moves stands, and how it is held there until it is lifted."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt

from liminal.motion import quaternion
from liminal.motion.foot_contact import Flags, contact_of, runs_of
from liminal.motion.leg import smoothstep
from liminal.motion.sole import Sole

Floats = NDArray[np.float64]

_UP = np.array([0.0, 1.0, 0.0])
_LEVEL = 0.06  # m: what stands closer than this to the floor stands on it; further off it is on a step
_UPRIGHT = 0.5  # cosine of the angle to which a foot that stands may be tilted
_STEEP = 0.6  # sine of the slope from which on a sole stands on one end alone
_RAMP = 0.08  # s in which a foot is laid flat and rolls off


@dataclass(frozen=True, eq=False)
class Footing:
    """A foot over time.

    `ankle`: its place (f, 3), m. `rotation`: (f, 4). `ball_height`: of the ball above the floor, (f,), m.
    """

    ankle: Floats
    rotation: Floats
    ball_height: Floats


def footing_of(sole: Sole, ankle: Floats, rotation: Floats, rate: float) -> Footing:
    """Return how a foot moves that does not slip where it stands, given how it does without.

    `ankle`: its places (f, 3), m, over a floor at y = 0; `rotation`: (f, 4). While it stands flat it keeps still;
    before, it turns about its heel, and after, about its ball.
    """
    heel, ball = (ankle + quaternion.rotated(rotation, point) for point in (sole.heel, sole.ball))
    heel_stands, ball_stands = _standing(sole, rotation, contact_of(heel, rate), contact_of(ball, rate))
    flat = heel_stands & ball_stands
    heading = _heading(quaternion.rotated(rotation, sole.front))
    flat_heading = np.zeros(len(ankle))
    at = np.full((len(ankle), 3), np.nan)  # where the point is about which the foot turns
    pivot = np.where(ball_stands[:, None], sole.ball, sole.heel)
    for run in runs_of(ball_stands):
        whole = run.start + np.flatnonzero(flat[run])
        at[run] = _place(ball[whole] if len(whole) else ball[run], sole.rise)
    for run in runs_of(flat):
        mean = np.arctan2(np.sin(heading[run]).mean(), np.cos(heading[run]).mean())
        flat_heading[run] = mean
    heels = {
        run.start: at[run.start] + quaternion.rotated(_laid(sole, flat_heading[run.start]), sole.heel - sole.ball)
        for run in runs_of(flat)
    }
    for run in runs_of(heel_stands):
        inside = [start for start in heels if run.start <= start < run.stop]
        alone = run.start + np.flatnonzero(~ball_stands[run])
        for frame in alone.tolist():
            nearest = min(inside, key=lambda start: abs(start - frame), default=None)
            at[frame] = _place(heel[run], 0.0) if nearest is None else heels[nearest]
    weight, nearest_flat = _nearness(flat, rate)
    laid = _laid(sole, flat_heading[nearest_flat])
    turned = _raised(sole, quaternion.slerp(rotation, laid, weight), heel_stands, ball_stands)
    stands = heel_stands | ball_stands
    moved = np.where(stands[:, None], at - quaternion.rotated(turned, pivot) - ankle, 0.0)
    held = ankle + _bridged(moved, stands)
    floor = at - np.where(ball_stands, sole.rise, 0.0)[:, None] * _UP
    level = _bridged(np.where(stands[:, None], floor, 0.0), stands)[:, 1]
    above = _above(sole, held, turned, stands, level)
    ball_height = (above + quaternion.rotated(turned, sole.ball))[:, 1] - level - sole.rise
    return Footing(above, turned, ball_height)


def _standing(sole: Sole, rotation: Floats, heel: Flags, ball: Flags) -> tuple[Flags, Flags]:
    """Return when heel and ball stand, of the times when they keep still: not when the body lies or kneels."""
    upright = quaternion.rotated(rotation, sole.up)[:, 1] > _UPRIGHT
    slope = quaternion.normalised(quaternion.rotated(rotation, sole.ball - sole.heel))[:, 1]
    return heel & upright & (slope > -_STEEP), ball & upright & (slope < _STEEP)


def _heading(direction: Floats) -> Floats:
    """Return the angles of directions (f, 3) about +y, rad, 0 along +z."""
    angle: Floats = np.arctan2(direction[..., 0], direction[..., 2])
    return angle


def _laid(sole: Sole, heading: Floats) -> Floats:
    """Return the rotations of the ankle's frame in which a foot stands flat and has a heading, rad."""
    return quaternion.product(quaternion.about(_UP, heading), sole.flat)


def _place(points: Floats, rise: float) -> Floats:
    """Return where a point stands that was seen at places (k, 3). `rise`: its height above what it stands on, m."""
    place: Floats = np.median(points, axis=0)
    if abs(place[1] - rise) < _LEVEL:
        place[1] = rise
    return place


def _nearness(flags: Flags, rate: float) -> tuple[Floats, NDArray[np.intp]]:
    """Return how near each pose is to one with a flag set, 1 at it and 0 from `_RAMP` on, and which that is."""
    if not flags.any():
        return np.zeros(len(flags)), np.zeros(len(flags), np.intp)
    distance, (nearest,) = distance_transform_edt(~flags, return_indices=True)
    return smoothstep(1.0 - distance / max(_RAMP * rate, 1.0)), nearest


def _bridged(values: Floats, known: Flags) -> Floats:
    """Return values (f, 3), of which some are known: the others go from one known to the next without a jolt."""
    if not known.any():
        return np.zeros_like(values)
    frames = np.arange(len(known))
    before = np.maximum.accumulate(np.where(known, frames, -1))
    after = np.minimum.accumulate(np.where(known, frames, len(known))[::-1])[::-1]
    before, after = np.where(before < 0, after, before), np.where(after == len(known), before, after)
    share = smoothstep((frames - before) / np.maximum(after - before, 1))[:, None]
    bridged: Floats = (1.0 - share) * values[before] + share * values[after]
    return bridged


def _above(sole: Sole, ankle: Floats, rotation: Floats, stands: Flags, level: Floats) -> Floats:
    """Return places of the ankle (f, 3) at which no point of the sole is below the floor's `level` (f,), m."""
    under = np.where(stands, 0.0, np.maximum(level - (ankle[:, 1] + sole.height(rotation)), 0.0))
    return np.asarray(ankle + under[:, None] * _UP)


def _raised(sole: Sole, rotation: Floats, heel_stands: Flags, ball_stands: Flags) -> Floats:
    """Return rotations in which of heel and ball the one that does not stand is not lower than the one that does."""
    along = quaternion.rotated(rotation, sole.ball - sole.heel)
    up = along[:, 1] - sole.rise
    sinks = np.where(heel_stands & ~ball_stands, up < 0, ball_stands & ~heel_stands & (up > 0))
    length = float(np.linalg.norm(sole.ball - sole.heel))
    level = quaternion.normalised(along * (1.0, 0.0, 1.0)) * np.sqrt(length**2 - sole.rise**2) + sole.rise * _UP
    level = np.where(sinks[:, None], level, along)
    return quaternion.product(quaternion.shortest_arc(along, level), rotation)
