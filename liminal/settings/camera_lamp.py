"""The camera's own lamp: a flash, a torch held beside it, or the halogen lamp of a camcorder."""

from typing import Literal

from liminal.settings.section import Section, dial

LampKind = Literal["flash", "torch", "camcorder"]


class CameraLampSettings(Section):
    """The `camera_lamp` table of a preset. Without a `kind` there is no lamp, and the rest does nothing."""

    kind: LampKind | None = dial(None, "the lamp at the camera")
    guide_number: float = dial(
        12.0, "strength of a flash: f-number times distance that film of ISO 100 wants", unit="m", gt=0, le=80
    )
    intensity: float | None = dial(
        None, "strength of a torch or camcorder lamp along its axis; unset: what is usual", unit="cd", gt=0, le=200_000
    )
    temperature: float | None = dial(
        None, "colour temperature of the lamp; unset: what is usual", unit="K", ge=1700, le=25000
    )
    # The lens keeps 10 cm from walls, so that within these bounds a lamp is never inside one.
    right: float = dial(0.03, "how far to the right of the lens the lamp is", unit="m", ge=-0.07, le=0.07)
    above: float = dial(0.04, "how far above the lens the lamp is", unit="m", ge=-0.07, le=0.07)
