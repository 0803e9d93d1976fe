"""A fall back onto seat and hands, away from what one faces, and how a person gets up from it.

The body squats on its way down, trunk and chin come forward, and the hands meet the floor behind at about the time that
the pelvis does, after 0.7 s (Hsiao and Robinovitch, 1998, "Common protective movements govern unexpected falls from
standing height").
"""

from collections.abc import Mapping

from liminal.motion.posture import STANDING, PostureTrack, track_of

_RESTS: Mapping[str, float] = {
    **{"hips x": 0.0, "hips y": 0.16, "hips z": -0.52, "pitch": -32, "yaw": 0, "roll": 0, "bend": 16, "twist": 0},
    **{"side": 0, "nod": 12, "turn": 0, "held": 1.0, "hand y": 0.045, "left hand x": 0.30, "right hand x": -0.34},
    **{"left hand z": -0.86, "right hand z": -0.80, "elbow up": 10, "arm": -50, "elbow": 12, "away": 10},
}


def fall_back_track() -> PostureTrack:
    """Return a fall back, in the frame of where one stood: 0.7 s to seat and hands, 1.5 s until it is over."""
    return track_of(
        [
            (0.0, {}),
            (0.2, {"hips y": 0.89, "hips z": -0.06, "pitch": 4, "bend": 10, "arm": 22, "elbow": 40, "away": 8}),
            (
                0.42,
                {
                    **{"hips y": 0.70, "hips z": -0.24, "pitch": 6, "bend": 26, "nod": 8, "yaw": 6, "twist": -10},
                    **{"left arm": 48, "right arm": 18, "away": 18, "elbow": 38},
                },
            ),
            (
                0.58,
                {
                    **{"hips y": 0.44, "hips z": -0.40, "pitch": -8, "bend": 28, "nod": 14, "held": 0.5},
                    **{"left arm": 10, "right arm": -28, "away": 22, "elbow": 26, "elbow up": 10, "hand y": 0.24},
                    **{"left hand x": 0.34, "right hand x": -0.36, "left hand z": -0.70, "right hand z": -0.74},
                },
            ),
            (0.72, {**_RESTS, "hips y": 0.17, "hips z": -0.50, "pitch": -24, "bend": 24, "nod": 20, "twist": -6}),
            (0.95, {"pitch": -38, "bend": 18, "nod": 18, "twist": 0, "hips z": -0.53}),
            (1.5, _RESTS),
        ]
    )


def get_up_from_seat_track() -> PostureTrack:
    """Return how a person gets up from there, over a squat and a hand behind, in 3.2 s."""
    return track_of(
        [
            (0.0, _RESTS),
            (0.4, {"pitch": -22, "bend": 26, "left hand x": 0.34, "left hand y": 0.2, "left hand z": -0.5}),
            (
                0.8,
                {
                    **{"hips y": 0.18, "hips z": -0.46, "pitch": -10, "bend": 34, "nod": -8, "twist": -6},
                    **{
                        "left hand x": 0.26,
                        "left hand y": 0.34,
                        "left hand z": -0.05,
                        "left held": 0.0,
                        "left arm": 62,
                        "left elbow": 20,
                        "right hand x": -0.26,
                        "right hand z": -0.62,
                    },
                },
            ),
            (1.4, {"hips y": 0.28, "hips z": -0.36, "pitch": 14, "bend": 30, "nod": -16, "right hand z": -0.52}),
            (
                2.0,
                {
                    **{"hips y": 0.48, "hips z": -0.24, "pitch": 38, "bend": 26, "twist": 0, "nod": -20},
                    **{"right held": 0.0, "right arm": 20, "elbow": 30, "left arm": 50},
                },
            ),
            (2.6, {"hips y": 0.78, "hips z": -0.06, "pitch": 24, "bend": 16, "nod": -12, "arm": 26, "away": 4}),
            (3.2, STANDING),
        ]
    )
