"""A fall forward, and how a person gets up from it.

Knees give, arms are out after 0.2 to 0.3 s, knees and hands meet the floor after 0.6 to 0.8 s (Hsiao and Robinovitch,
1998, "Common protective movements govern unexpected falls from standing height"). Who gets up comes onto hands and
knees, kneels on one knee and stands, in 3 to 4 s (VanSant, 1988, "Rising from a supine position to erect stance").
"""

from collections.abc import Mapping

from liminal.motion.posture import MADE_FOR, STANDING, PostureTrack, track_of

_LIES = 0.92  # m ahead of where they stood are the hips of a body that has fallen
RISES = 0.06  # m ahead of where they lay are the hips when it stands again
FORWARD = (_LIES + RISES) / MADE_FOR  # of the stature: so far a body moves on that falls and gets up

_PRONE: Mapping[str, float] = {
    **{
        "hips x": 0.0,
        "hips y": 0.12,
        "pitch": 90.0,
        "yaw": 0.0,
        "bend": -4.0,
        "twist": 0.0,
        "nod": 2.0,
        "turn": 62.0,
        "tilt": 0.0,
    },
    **{"held": 1.0, "hand y": 0.035, "left hand x": 0.25, "right hand x": -0.20},
    **{"stands": 0.0, "foot y": 0.03, "left foot x": 0.13, "right foot x": -0.10, "heel": 148.0, "out": 12.0},
    **{"arm": 60.0, "elbow": 60.0},
}


def fall_track() -> PostureTrack:
    """Return a fall, in the frame of where one stood: 0.78 s to the hands, 1.5 s until it is over."""
    return track_of(
        [
            (0.0, {}),
            (0.2, {"hips y": 0.90, "hips z": 0.03, "pitch": 5, "bend": 8, "arm": 14, "elbow": 34, "away": 6}),
            (
                0.42,
                {
                    **{"hips y": 0.74, "hips z": 0.17, "hips x": 0.02, "pitch": 22, "yaw": -5, "roll": -3, "bend": 18},
                    **{"twist": 8, "nod": -12, "turn": 4, "left heel": 44, "right heel": 38},
                    **{"left arm": 50, "right arm": 68, "away": 12, "elbow": 48},
                },
            ),
            (
                0.62,
                {
                    **{"hips y": 0.465, "hips z": 0.36, "hips x": 0.03, "pitch": 46, "yaw": -7, "roll": -3, "bend": 18},
                    **{"nod": -24, "heel": 82, "left arm": 76, "right arm": 88, "elbow": 34},
                    **{"held": 0.7, "hand y": 0.36, "left hand x": 0.26, "right hand x": -0.22},
                    **{"left hand z": 1.04, "right hand z": 1.12},
                    **{"stands": 0.9, "foot z": 0.09, "left foot x": 0.10, "right foot x": -0.09},
                },
            ),
            (
                0.78,
                {
                    **{"hips y": 0.475, "hips z": 0.54, "pitch": 68, "roll": 0, "bend": 8, "held": 1.0, "hand y": 0.05},
                    **{"left hand x": 0.25, "right hand x": -0.20, "left hand z": 1.12, "right hand z": 1.21},
                    **{"stands": 0.6},
                },
            ),
            (
                0.95,
                {
                    **{"hips y": 0.37, "hips z": 0.79, "pitch": 80, "yaw": -3, "bend": 0, "nod": -22, "turn": 20},
                    **{"hand y": 0.035, "hips x": 0.02, "stands": 0.2},
                },
            ),
            (1.08, {"hips y": 0.23, "hips z": 0.88, "pitch": 86, "twist": 2, "heel": 100, "stands": 0.0}),
            (1.28, {**_PRONE, "hips z": _LIES - 0.01, "foot z": -0.06, "nod": -8, "turn": 44}),
            (1.5, {"hips z": _LIES, "nod": 2, "turn": 62}),
        ]
    )


def get_up_track() -> PostureTrack:
    """Return how a person gets up from there, in the frame of where one will stand, in 4.2 s."""
    return get_up_from({})


def get_up_from(lies_so: Mapping[str, float]) -> PostureTrack:
    """Return how a person gets up from there; `lies_so`: how else than prone."""
    lies = -RISES
    behind = lies - _LIES  # z in this frame of z = 0 in the fall's
    return track_of(
        [
            (
                0.0,
                {
                    **_PRONE,
                    **{"hips z": lies, "left hand z": 1.12 + behind, "right hand z": 1.21 + behind},
                    **{"foot z": -0.06 + behind},
                    **lies_so,
                },
            ),
            (
                0.7,
                {
                    **{
                        "hips y": 0.17,
                        "hips z": lies - 0.04,
                        "yaw": -22,
                        "bend": 4,
                        "twist": 8,
                        "nod": -12,
                        "turn": 25,
                    },
                    **{"left foot z": -0.02 + behind, "left heel": 120, "left hand z": 1.08 + behind},
                    **{"left hand x": 0.24},
                    **_prone_limbs(lies_so, behind),
                },
            ),
            (
                1.5,
                {
                    **{"hips y": 0.47, "hips z": lies - 0.36, "pitch": 70, "yaw": 0, "bend": 14, "twist": 0},
                    **{"nod": -18, "turn": 4, "heel": 95, "foot y": 0.0, "out": 4},
                    **{"left foot z": -0.02 + behind, "right foot z": -0.02 + behind},
                    **{"left foot x": 0.12, "right foot x": -0.12, "hand y": 0.05},
                },
            ),
            (
                1.9,
                {
                    **{"hips y": 0.49, "hips z": lies - 0.36, "pitch": 50, "bend": 20, "nod": -16},
                    **{"left hand x": 0.18, "left hand y": 0.24, "left hand z": 0.12},
                    **{"left foot y": 0.07, "left foot z": -0.28, "left heel": 30, "left stands": 0.4, "left arm": 50},
                },
            ),
            (
                2.25,
                {
                    **{"hips y": 0.495, "hips z": lies - 0.35, "pitch": 38, "bend": 22, "nod": -14},
                    **{"left stands": 1.0, "left heel": 0.0, "left foot y": 0.0},
                    **{"left hand x": 0.14, "left hand y": 0.56, "left hand z": 0.06},
                },
            ),
            (
                2.7,
                {
                    **{"hips y": 0.53, "hips z": lies - 0.30, "left hand y": 0.58},
                    **{"left hand z": 0.06, "right held": 0.0, "right arm": 40, "elbow": 40},
                },
            ),
            (
                3.25,
                {
                    **{"hips y": 0.74, "hips z": lies - 0.06, "pitch": 34, "bend": 18, "nod": -10},
                    **{"right foot y": 0.05, "right foot z": -0.4, "right heel": 60, "right stands": 0.3},
                    **{"left held": 0.7, "left hand y": 0.58, "left hand z": 0.08, "arm": 25, "elbow": 30},
                },
            ),
            (
                3.7,
                {
                    **{"hips y": 0.88, "hips z": -0.01, "pitch": 9, "bend": 8, "nod": -4, "left held": 0.0},
                    **{"right stands": 1, "right foot y": 0.0, "right heel": 0, "arm": 8, "elbow": 20},
                },
            ),
            (4.2, STANDING),
        ]
    )


def _prone_limbs(lies_so: Mapping[str, float], behind: float) -> Mapping[str, float]:
    """Return the channels of hands, feet and head that a body has which rolled over onto its front."""
    if not lies_so:
        return {}
    return {
        **{
            "hips y": 0.20,
            "tilt": 0,
            "side": 0,
            "tip": 0,
            "out": 12,
            "heel": 130,
            "foot y": 0.03,
            "elbow up": 35,
            "left foot x": 0.13,
        },
        **{"right foot x": -0.10, "right foot z": -0.06 + behind, "right hand x": -0.20, "right hand z": 1.16 + behind},
    }
