"""EGL without moderngl: its functions, and the number of its devices."""

import ctypes
from typing import Any

LIBRARY = "libEGL.so.1"


def function(name: str, result: Any, *arguments: Any) -> Any:
    """Return a function of EGL or OpenGL; ctypes lets other Python threads run while it is called.

    `result`, `arguments`: types of ctypes. None where the driver has no such function. Raises OSError without EGL.
    """
    find = ctypes.CDLL(LIBRARY).eglGetProcAddress
    find.restype, find.argtypes = ctypes.c_void_p, (ctypes.c_char_p,)
    address = find(name.encode("ascii"))
    return ctypes.CFUNCTYPE(result, *arguments)(address) if address else None


def device_count() -> int:
    """Return the number of devices: GPUs, and the CPU if it has a driver. Raises OSError without EGL."""
    query = function("eglQueryDevicesEXT", ctypes.c_uint, ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(ctypes.c_int))
    count = ctypes.c_int(0)
    return count.value if query is not None and query(0, None, ctypes.byref(count)) else 0
