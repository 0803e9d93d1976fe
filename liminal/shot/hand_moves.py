"""When the operator's free hand comes before the lens by itself: as one falls, and as one hides. Few times a film."""

from collections.abc import Sequence
from dataclasses import replace

from liminal.shot.accident import Fall
from liminal.shot.event_placement import DrawnEvent, EventSetting, FilmEvents
from liminal.shot.hand_move import HandMove
from liminal.shot.shot_camera import ShotCamera

MOST, APART = 3, 4.0  # times in a film, and s between two of them, at least
_THROWN = 0.62  # s before a blow that a hand is thrown forward: soon after one trips
_FALLS = 1.0  # s that it is before the lens as one falls through a floor
_LOW, _STAYS = 0.5, 0.6  # m below where a shot began, and s so low, of one who crouches
_HELD, _PAUSE = 2.8, 0.3  # s that the palm takes to the lens, there and back, and s before it


def thrown_forward(camera: ShotCamera, begin: float, seconds: float, happened: FilmEvents) -> None:
    """Throw the hand forward of one who falls with the camera, in a shot of some `seconds` that begins at `begin`."""
    if isinstance(camera, Fall):
        happened.hand_moves.append(HandMove("braces", begin + camera.trip, _FALLS))
    elif camera.impact is not None and camera.impact <= seconds:
        happened.hand_moves.append(HandMove("braces", begin + camera.impact - _THROWN, _THROWN))


def laid_over_the_lens(camera: ShotCamera, begin: float, seconds: float, happened: FilmEvents) -> None:
    """Lay the palm of one who hides over the lens: once, where one crouches for long enough."""
    low = camera.pose(0.0).y - _LOW
    down = next((tick * 0.1 for tick in range(int(10 * seconds)) if camera.pose(tick * 0.1).y < low), seconds) + _PAUSE
    if down + _HELD <= seconds and camera.pose(down + _STAYS).y <= low:
        happened.hand_moves.append(HandMove("covers", begin + down, _HELD))


def never(camera: ShotCamera, begin: float, seconds: float, happened: FilmEvents) -> None:
    """Leave the hand where it is."""


def place_wipe(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let the operator wipe the lens with a sleeve."""
    return _placed(HandMove("wipes", drawn.time, drawn.seconds), setting)


def place_cover(drawn: DrawnEvent, setting: EventSetting) -> bool:
    """Let the operator lay a palm over the lens."""
    return _placed(HandMove("covers", drawn.time, drawn.seconds), setting)


def _placed(move: HandMove, setting: EventSetting) -> bool:
    setting.happened.hand_moves.append(replace(move, seconds=min(move.seconds, setting.end - move.begin)))
    return True


def few(moves: Sequence[HandMove]) -> list[HandMove]:
    """Return those of some moves that a film has: no more than MOST, and none soon after another."""
    kept: list[HandMove] = []
    for move in sorted(moves, key=lambda each: each.begin):
        if len(kept) < MOST and (not kept or move.begin >= kept[-1].end + APART):
            kept.append(move)
    return kept
