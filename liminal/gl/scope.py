"""Scopes: each owns the GL objects that were made with it, and frees them together."""

from typing import TYPE_CHECKING, Protocol
from weakref import WeakSet

import moderngl

from liminal.closing import Closing

if TYPE_CHECKING:
    from liminal.gl.context import Context


class Owned(Protocol):
    """A GL object, or a scope within another. Freeing it twice does nothing more."""

    def release(self) -> None:
        """Free it."""


class Scope(Closing):
    """Owns textures, targets, programs, buffers and meshes: all that is made with it is freed when it is closed.

        with context.scope() as scope:
            target = Target(scope, (720, 480))
            shader = FullScreen(scope, "view_glow.frag")

    A class whose GL objects live as long as it does keeps one scope, makes all of them with it, and closes it. A
    context is the widest scope; closing a scope closes those within it. An unreferenced object is freed at once.
    """

    def __init__(self, context: "Context") -> None:
        self.context = context
        self._owned: WeakSet[Owned] = WeakSet()

    @property
    def gl(self) -> moderngl.Context:
        """The moderngl context in which objects are made."""
        return self.context.gl

    def scope(self) -> "Scope":
        """Open a scope within this one."""
        inner = Scope(self.context)
        self.own(inner)
        return inner

    def own(self, thing: Owned) -> None:
        """Free `thing` when this scope is closed, if it still exists."""
        self._owned.add(thing)

    def close(self) -> None:
        """Free all that was made with this scope. It can be used again."""
        for thing in list(self._owned):
            thing.release()
        self._owned.clear()

    def release(self) -> None:
        """Close the scope, as the one around it does."""
        self.close()
