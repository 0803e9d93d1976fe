"""Captured motion: what a file says and what of it is to be understood otherwise."""

from typing import Literal

from liminal.settings.section import Section, dial

Unit = Literal["metres", "centimetres", "inches", "millimetres", "decimetres", "feet", "CMU"]


class MotionSettings(Section):
    """How a file of captured motion is read: a `[motion]` table, or a figure's `[figure.capture]`."""

    unit: Unit | None = dial(
        None, "Unit of its lengths, CMU being 1 / 0.45 inch; unset: the one in which the body is nearest to 1.7 m"
    )
    up: Literal["y", "z"] | None = dial(
        None, "Which of its axes is up; unset: the one along which the head is above the feet"
    )
    animation: str | None = dial(None, "Which of the animations of a .glb or .gltf; unset: the first")
    bones: dict[str, str] = dial({}, "Names of its joints by our bones, where they are not known by their names")
