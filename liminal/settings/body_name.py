"""Names of the bodies that there are; `body.wardrobe` dresses them."""

from typing import Literal, get_args

BodyName = Literal[
    "worker", "worker-green", "worker-white", "man", "woman", "child", "still-life", "mannequin", "smile", "creature"
]
BODIES: tuple[str, ...] = get_args(BodyName)
