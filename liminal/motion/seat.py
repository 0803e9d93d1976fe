"""Sitting down, on a seat or on the floor, and rising from it.

On a seat: hips go back over feet that stay, the trunk is bent by 30 to 45 degrees when they leave the seat, and it
takes 1.8 to 2.2 s (Schenkman and others, 1990, "Whole-body movements during rising to standing from sitting"). On the
floor: over a squat and a hand behind.
"""

from liminal.motion.posture import MADE_FOR, PostureTrack, track_of

_HIP_OVER_SEAT, _KNEE = 0.13, 0.5  # m: the hip joints above the seat; the knees of a person of MADE_FOR
LOW = 0.2 / MADE_FOR  # of the stature: a lower seat is the floor
_BACK = (0.30, 0.48)  # m behind where one stood: where hips can be on a seat


def sitting_track(height: float, back: float, aside: float) -> PostureTrack:
    """Return how a person sits down on a seat, in the frame of where one stands, in 1.9 s.

    `height`: of the seat, `back`, `aside`: how far behind, and to the left, hips come to be, m of a person of MADE_FOR.
    """
    hips, behind = height + _HIP_OVER_SEAT, min(max(back, _BACK[0]), _BACK[1])
    down = 0.92 - hips
    lap = 0.45 * hips + 0.55 * _KNEE + 0.09
    return track_of(
        [
            (0.0, {}),
            (0.4, {"hips y": 0.90, "hips z": -0.05, "pitch": 12, "bend": 10, "nod": -4, "arm": 10, "elbow": 20}),
            (
                0.95,
                {
                    **{"hips y": 0.92 - 0.55 * down, "hips z": -0.6 * behind, "hips x": 0.5 * aside, "pitch": 24},
                    **{
                        "bend": 16,
                        "nod": -14,
                        "arm": 30,
                        "elbow": 30,
                        "elbow up": -15,
                        "hand y": lap + 0.03,
                        "hand z": -0.02,
                    },
                    **{"left hand x": 0.15, "right hand x": -0.15, "held": 0.3},
                },
            ),
            (
                1.4,
                {
                    **{"hips y": hips + 0.01, "hips z": -behind, "hips x": aside, "pitch": 24, "bend": 15, "nod": -12},
                    **{"held": 0.9, "hand y": lap, "hand z": -0.10},
                },
            ),
            (
                1.9,
                {"hips y": hips, "pitch": -7, "bend": 10, "nod": 0, "held": 1.0, "fingers": 14, "right hand z": -0.13},
            ),
        ]
    )


def floor_sitting_track() -> PostureTrack:
    """Return how a person sits down on the floor, knees drawn up, in the frame of where one stands, in 3.1 s."""
    return track_of(
        [
            (0.0, {}),
            (0.6, {"hips y": 0.72, "hips z": -0.10, "pitch": 30, "bend": 18, "nod": -14, "arm": 30, "elbow": 35}),
            (
                1.2,
                {
                    **{"hips y": 0.38, "hips z": -0.24, "pitch": 36, "bend": 26, "nod": -20, "left arm": 70},
                    **{"right arm": -20, "right away": 20, "heel": 10, "right held": 0.4, "right hand z": -0.52},
                    **{"right hand x": -0.24, "right hand y": 0.10},
                },
            ),
            (
                1.7,
                {
                    **{"hips y": 0.25, "hips z": -0.38, "pitch": 8, "bend": 30, "twist": -8, "heel": 0},
                    **{"right held": 1.0, "right hand y": 0.045, "left arm": 60},
                },
            ),
            (
                2.1,
                {"hips y": 0.165, "hips z": -0.45, "pitch": -14, "bend": 34, "twist": -4, "nod": -12, "elbow up": -20},
            ),
            (
                3.1,
                {
                    **{"hips y": 0.16, "hips z": -0.46, "pitch": -20, "bend": 38, "twist": 0, "nod": -6, "held": 1.0},
                    **{
                        "fingers": 42,
                        "left hand x": 0.06,
                        "right hand x": -0.05,
                        "hand z": -0.13,
                        "hand y": 0.49,
                        "right hand y": 0.47,
                    },
                },
            ),
        ]
    )
