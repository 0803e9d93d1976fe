"""Targets of a fraction of a picture's resolution, for quantities that several of its pixels share."""

from collections.abc import Sequence

from liminal.gl import Scope, Target
from liminal.gl.texture import Filter, Format


class Coarse:
    """Makes and keeps such targets, one for each size of picture."""

    def __init__(
        self, scope: Scope, formats: Sequence[Format], pixels: int, *, filter: Filter = "nearest", depth: bool = False
    ) -> None:
        """`pixels`: of a picture, along each edge, for which one of the target stands."""
        self._scope, self._formats, self._pixels = scope, formats, pixels
        self._filter, self._depth = filter, depth
        self._targets: dict[tuple[int, int], Target] = {}

    def of(self, picture: Target) -> Target:
        """The target of a picture, as it was last drawn."""
        size = -(-picture.size[0] // self._pixels), -(-picture.size[1] // self._pixels)
        if size not in self._targets:
            made = Target(self._scope, size, self._formats, depth=self._depth, filter=self._filter)
            self._targets[size] = made
        return self._targets[size]
