"""Names of the bodies that there are, which `body.wardrobe` dresses, and of files that hold others."""

from pathlib import Path
from typing import Literal, get_args

from liminal.errors import did_you_mean

BodyName = Literal[
    "worker", "worker-green", "worker-white", "man", "woman", "child", "still-life", "mannequin", "smile", "creature"
]
BODIES: tuple[str, ...] = get_args(BodyName)
SUFFIXES = (".glb", ".gltf")


def is_body_file(body: str) -> bool:
    """Tell whether a body is that of a character in a file, by its extension."""
    return Path(body).suffix.lower() in SUFFIXES


def unknown_body(body: str) -> str:
    """Return what to say of a body that there is not."""
    hint = did_you_mean(body, BODIES)
    return f'there is no body "{body}"{hint}; there are {", ".join(BODIES)}, and characters in .glb and .gltf'
