"""Shares: the stages that a picture shows, one or two of them, and how much of it each is."""

from collections.abc import Sequence

from liminal.view.pose import Pose
from liminal.view.projection import clip_from_view, view_from_world
from liminal.view.stage import Stage

Shares = Sequence[tuple[Stage, float]]  # the stages, and the weight of each; together 1


def light_at(shares: Shares, time: float, pose: Pose, aspect: float) -> None:
    """Light the surfaces that pictures of this aspect from a pose can show."""
    for stage, _ in shares:
        stage.light_at(time, clip_from_view(pose.fov, aspect) @ view_from_world(pose, stage.origin))


def seen_by(shares: Shares, place: float) -> Stage:
    """Return the stage of a sample, by its place among the samples, 0 to 1; the last stages come first."""
    for stage, share in reversed(shares):
        if place < share:
            return stage
        place -= share
    return shares[0][0]
