"""Reading back: pictures come from the GPU while it draws the next ones."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl.scope import Scope
from liminal.gl.texture import Target

AHEAD = 2  # pictures that may be drawn before one is waited for: on a GPU the copy then has long been made


@dataclass
class Readback:
    """A read of a target's colours that has begun: `arrays` waits for it."""

    _ring: "ReadbackRing"
    _number: int

    @cached_property
    def arrays(self) -> list[NDArray[Any]]:
        """All colours, each as `Target.read` returns it."""
        return self._ring.take(self._number)


class ReadbackRing:
    """Reads all colours of one target, again and again, each time into the next of a few buffers of the GPU.

    `ahead`: how many reads may begin before the first of them is taken. Where processors draw there is no copy to wait
    for, and it is 0.
    """

    def __init__(self, scope: Scope, target: Target) -> None:
        self.ahead = 0 if scope.context.info.software else AHEAD
        self.target = target
        self._begun = 0
        self._shapes = [target.shape(index) for index in range(len(target.colours))]
        self._bytes = [int(np.prod(shape)) * np.dtype(kind).itemsize for shape, kind in self._shapes]
        self._buffers = [scope.gl.buffer(reserve=sum(self._bytes)) for _ in range(self.ahead + 1)]
        scope.own(self)

    def begin(self) -> Readback:
        """Begin to read the target as drawn so far. Each read must be taken before `ahead` + 1 more have begun."""
        buffer = self._buffers[self._begun % len(self._buffers)]
        for index in range(len(self._shapes)):
            self.target.read_into(buffer, index, sum(self._bytes[:index]))
        self._begun += 1
        return Readback(self, self._begun - 1)

    def take(self, number: int) -> list[NDArray[Any]]:
        """Wait for a read, by the number of those before it, and return its arrays."""
        if number < self._begun - len(self._buffers):
            raise LookupError(f"read {number} is gone: its buffer holds that of {number + len(self._buffers)}")
        data = self._buffers[number % len(self._buffers)].read()
        arrays, start = [], 0
        for (shape, kind), size in zip(self._shapes, self._bytes, strict=True):
            arrays.append(np.frombuffer(data, kind, size // np.dtype(kind).itemsize, start).reshape(shape))
            start += size
        return arrays

    def release(self) -> None:
        """Free the buffers."""
        for buffer in self._buffers:
            buffer.release()
