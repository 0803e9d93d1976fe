"""A fall to the side, away from what pushes, onto hip and hand, and how a person gets up from it.

The free hand goes out, and the pelvis meets the floor after 0.7 s, the hand at about the same time (Hsiao and
Robinovitch, 1998, "Common protective movements govern unexpected falls from standing height"). Told of one to the left;
who gets up rolls over onto the front, and so faces where the head was.
"""

from collections.abc import Mapping

from liminal.motion.fall import RISES, get_up_from
from liminal.motion.posture import MADE_FOR, PostureTrack, track_of

_LIES = 0.60  # m to the left of where they stood are the hips of a body that has fallen
ASIDE = (_LIES + RISES) / MADE_FOR  # of the stature: so far a body moves on that falls and gets up

_RESTS: Mapping[str, float] = {
    **{"hips x": _LIES, "hips y": 0.165, "hips z": 0.02, "pitch": 4, "roll": -82, "bend": 12, "twist": -4, "side": 12},
    **{"nod": 8, "turn": -8, "tilt": -6, "elbow up": 60},
    **{"held": 1.0, "left hand x": 1.02, "left hand y": 0.05, "left hand z": 0.32},
    **{"right hand x": 0.94, "right hand y": 0.05, "right hand z": 0.46},
    **{"stands": 0.0, "foot y": 0.05, "left foot x": -0.10, "left foot z": 0.20},
    **{"right foot x": -0.04, "right foot z": -0.04, "tip": -76, "heel": 12},
}


def fall_aside_track() -> PostureTrack:
    """Return a fall to the left, in the frame of where one stood: 0.75 s to hip and hand, 1.5 s until it is over."""
    return track_of(
        [
            (0.0, {}),
            (
                0.2,
                {
                    **{"hips x": 0.05, "hips y": 0.90, "roll": -5, "side": 5, "tilt": 6, "bend": 4},
                    **{"left away": 16, "right away": 8, "elbow": 32, "arm": 10},
                },
            ),
            (
                0.42,
                {
                    **{"hips x": 0.22, "hips y": 0.76, "roll": -20, "side": 12, "tilt": 16, "bend": 10, "yaw": 4},
                    **{"left away": 52, "right away": 34, "elbow": 24, "left arm": 18, "right arm": 4},
                },
            ),
            (
                0.60,
                {
                    **{"hips x": 0.44, "hips y": 0.44, "roll": -44, "side": 10, "tilt": 22, "bend": 16},
                    **{"left held": 0.6, "left hand x": 1.0, "left hand y": 0.24, "left hand z": 0.26, "elbow up": 60},
                    **{"right away": 52, "right arm": 20},
                    **{"right stands": 0.5, "left stands": 0.7, "tip": -30, "heel": 10, "right foot y": 0.06},
                    **{"left foot x": -0.02, "left foot z": 0.14, "right foot x": -0.06, "right foot z": 0.0},
                },
            ),
            (
                0.75,
                {
                    **{"hips x": 0.56, "hips y": 0.20, "roll": -64, "side": 12, "tilt": 20, "nod": 6},
                    **{"left held": 1.0, "left hand x": 1.02, "left hand y": 0.05, "left hand z": 0.30},
                    **{"right held": 0.4, "right hand x": 0.90, "right hand y": 0.24, "right hand z": 0.44},
                    **{"stands": 0.0, "foot y": 0.06, "left foot x": -0.10, "left foot z": 0.20, "tip": -58},
                    **{"right foot x": -0.04, "right foot z": -0.04},
                },
            ),
            (0.95, {**_RESTS, "roll": -76, "tilt": 8, "side": 14, "right held": 0.9}),
            (1.5, _RESTS),
        ]
    )


def get_up_from_side_track() -> PostureTrack:
    """Return how a person gets up from there, in the frame of where one will stand and face, in 4.2 s."""
    at = -RISES - _LIES  # z in this frame of x = 0 in the fall's
    return get_up_from(
        {
            **{
                "hips y": 0.165,
                "pitch": 90,
                "yaw": -82,
                "bend": 12,
                "twist": -4,
                "nod": 8,
                "turn": -8,
                "tilt": -6,
                "side": 12,
            },
            **{"left hand x": -0.32, "left hand z": 1.02 + at, "right hand x": -0.46, "right hand z": 0.94 + at},
            **{"hand y": 0.05, "elbow up": 60, "foot y": 0.05, "tip": -76, "heel": 12},
            **{"left out": -90, "right out": 90, "left foot x": -0.20, "left foot z": -0.10 + at},
            **{"right foot x": 0.04, "right foot z": -0.04 + at},
        }
    )
