"""The GL context: opened at its first use, closed by its owner, and explicit about its state."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import moderngl

from liminal.errors import LiminalError
from liminal.gl import egl
from liminal.gl.fault import fault_of
from liminal.gl.scope import Scope

Blend = Literal["add", "over", "through"]

# What a target is multiplied by. The last is GL_SRC1_COLOR, for which moderngl has no name.
_KEPT = {"add": moderngl.ONE, "over": moderngl.ONE_MINUS_SRC_ALPHA, "through": 0x88F9}
Backend = Literal["egl", "native"]

REQUIRED = 330  # OpenGL 3.3 core: the newest version that every machine of the last decade has, macOS included

# Renderers that draw on the CPU: Mesa's llvmpipe and softpipe, Google's SwiftShader, Microsoft's WARP and GDI.
_SOFTWARE = ("llvmpipe", "softpipe", "swrast", "swiftshader", "basic render", "gdi generic")


@dataclass(frozen=True)
class Info:
    """The driver that draws: its names for itself, whether it is software, and its limits."""

    renderer: str
    vendor: str
    version: str
    software: bool
    max_texture_size: int
    max_anisotropy: float  # 1 where the driver has no anisotropic filter


class Context(Scope):
    """An off-screen OpenGL 3.3 core context, and the widest scope of the objects in it.

    It opens at the first use of `gl` (which everything in this folder does) and closes at the end of a `with`, or by
    `close`, which frees the objects made with it; afterwards it can open anew. Contexts open in one thread share
    one context of the driver, so that they may draw by turns; the last of them closes it. Use a context in the thread
    that used it first.

    `backend` is "egl" (no display needed) or "native" (the window system's own); by default EGL on Linux and native
    elsewhere. `device`: which of EGL's devices draws, from 0; None for the one that the variable GLCONTEXT_DEVICE_INDEX
    names, else the first. `sharing`: other threads of Python have work to do meanwhile, so a driver that draws on the
    CPU is waited for in a way that lets them run (moderngl's own calls do not).

        with Context() as context:
            print(context.info.renderer)

    Raises LiminalError at the first use when there is no EGL, or when the driver is older than OpenGL 3.3.
    """

    def __init__(self, backend: Backend | None = None, *, device: int | None = None, sharing: bool = False) -> None:
        super().__init__(self)
        self._device = device
        self._backend: Backend = backend or ("egl" if sys.platform.startswith("linux") else "native")
        self._opened: _Opened | None = None
        self._sharing = sharing
        self._wait: Callable[[], object] | None = None  # set when the context opens

    @property
    def gl(self) -> moderngl.Context:
        """The moderngl context, opened at the first use."""
        if self._opened is None:
            self._opened = _borrow(self._backend, self._device)
            self._wait = (
                egl.function("glFinish", None)
                if self._sharing and self._backend == "egl" and self.info.software
                else None
            )
        return self._opened.gl

    @property
    def info(self) -> Info:
        """The driver that draws, and its limits."""
        info = self.gl.info
        renderer = str(info["GL_RENDERER"])
        return Info(
            renderer=renderer,
            vendor=str(info["GL_VENDOR"]),
            version=str(info["GL_VERSION"]),
            software=any(name in renderer.lower() for name in _SOFTWARE),
            max_texture_size=int(info["GL_MAX_TEXTURE_SIZE"]),
            max_anisotropy=max(1.0, float(self.gl.max_anisotropy)),
        )

    @contextmanager
    def state(self, *, depth: bool = False, cull: bool = False, blend: Blend | None = None) -> Iterator[None]:
        """Draw with exactly this state: depth test (less), culling of back faces (clockwise), blending.

        "add" sums source and target; "over" lays a source with premultiplied alpha over the target; "through"
        multiplies the target by the shader's second output (index 1) and adds the first. States that are not named are
        off. On leaving, everything is off again. (moderngl's flags are not GL's enums: only here.)
        """
        gl = self.gl
        flags = (moderngl.DEPTH_TEST if depth else 0) | (moderngl.CULL_FACE if cull else 0)
        if blend is not None:
            flags |= moderngl.BLEND
            gl.blend_func = (moderngl.ONE, _KEPT[blend])
        gl.enable_only(flags)
        try:
            yield
        finally:
            gl.enable_only(moderngl.NOTHING)
            if blend == "through":
                # Mesa draws into no two colours while this names a second output, be blending off or not.
                gl.blend_func = (moderngl.ONE, moderngl.ZERO)

    def let_others_work(self) -> None:
        """Wait until all draws are done, if this context is sharing: the next call then need not hold Python."""
        if self._wait is not None:
            self._wait()

    def finish(self) -> None:
        """Wait until all draws are done (for measuring time)."""
        self.gl.finish()

    def close(self) -> None:
        """Free the objects made with the context, and close it. It opens anew when used again."""
        super().close()
        if self._opened is not None:
            self._opened.give_back()
            self._opened = None


class _Opened:
    """A driver's context of one thread, and the number of our contexts that use it."""

    def __init__(self, gl: moderngl.Context) -> None:
        self.gl = gl
        self.users = 0

    def give_back(self) -> None:
        self.users -= 1
        if self.users == 0:
            # Objects that Python collects later must free nothing: objects of the next context have the same numbers.
            self.gl.gc_mode = None  # type: ignore[assignment]
            self.gl.release()


# `opened`: by backend and device. OpenGL has one current context for each thread.
_thread = threading.local()


def _borrow(backend: Backend, device: int | None) -> _Opened:
    """Use the context that is open in this thread, or open one."""
    by_place: dict[tuple[Backend, int | None], _Opened] = vars(_thread).setdefault("opened", {})
    opened = by_place.get((backend, device))
    if opened is None or opened.users == 0:
        opened = by_place[backend, device] = _Opened(_open(backend, device))
    opened.users += 1
    return opened


def _open(backend: Backend, device: int | None) -> moderngl.Context:
    """Create the context, or raise the reason in one line."""
    # All functions are looked up through eglGetProcAddress, so that libGL.so is not needed.
    options: dict[str, Any] = {}
    if backend == "egl":
        options = {"backend": "egl", "libegl": egl.LIBRARY, "libgl": egl.LIBRARY, "device_index": device}
    try:
        gl = moderngl.create_context(require=REQUIRED, standalone=True, **options)
    except Exception as error:  # glcontext raises bare Exceptions
        raise LiminalError(fault_of(backend, device, " ".join(str(error).split()))) from error
    gl.gc_mode = "auto"
    gl.enable_only(moderngl.NOTHING)
    return gl
