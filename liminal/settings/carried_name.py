"""Names of what figures carry, and the bodies that can."""

from typing import Literal, get_args

from liminal.errors import did_you_mean
from liminal.settings.body_name import BODIES

CarriedName = Literal["torch", "camera", "case"]
CARRIED: tuple[str, ...] = get_args(CarriedName)
# Those that have a person's hands.
CARRIERS = tuple(body for body in BODIES if body not in ("smile", "creature"))


def unknown_carried(name: str) -> str:
    """Return what to say of a thing that no figure carries."""
    return f'there is no "{name}" to carry{did_you_mean(name, CARRIED)}; there are {", ".join(CARRIED)}'


def cannot_carry(body: str) -> str:
    """Return what to say of a body that carries nothing."""
    return f"{body} carries nothing; these do: {', '.join(CARRIERS)}"
