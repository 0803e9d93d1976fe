"""Faults: the reason why no OpenGL context opens on this machine, and its remedy, in one line.

The environment is read only for this: no picture depends on it.
"""

import ctypes
import json
import os
from collections.abc import Iterator
from pathlib import Path

from liminal.gl import egl

DEVICE = "GLCONTEXT_DEVICE_INDEX"  # the variable from which moderngl's binding takes the number of EGL's device

# Debian's packages of the software driver.
_PACKAGES = ("libegl1", "libegl-mesa0", "libgl1-mesa-dri")
_DPKG = Path("/var/lib/dpkg/info")

# The folders in which libglvnd looks for drivers (its README, "EGL ICD enumeration"), unless a variable says otherwise.
_USUAL_FOLDERS = "/etc/glvnd/egl_vendor.d:/usr/share/glvnd/egl_vendor.d"
_FILES, _FOLDERS = "__EGL_VENDOR_LIBRARY_FILENAMES", "__EGL_VENDOR_LIBRARY_DIRS"

# Prefixes of variables that drivers, libglvnd and moderngl's binding read.
_PREFIXES = ("DRI_", "EGL_", "GALLIUM_", "GLCONTEXT_", "LIBGL_", "MESA_", "__EGL_", "__GL")


def fault_of(backend: str, device: int | None, reason: str) -> str:
    """Return the fault and its remedy. `device`: the one asked for. `reason`: the binding's error message."""
    what, remedy = _egl_fault(device, reason) if backend == "egl" else _native_fault(reason)
    return f"cannot open OpenGL 3.3: {what}; {remedy}"


def _native_fault(reason: str) -> tuple[str, str]:
    """Return the fault of the window system's own OpenGL, and its remedy."""
    if os.name == "nt":
        return reason, "update the graphics driver, or name Mesa's opengl32.dll in GLCONTEXT_WIN_LIBGL"
    if "XOpenDisplay" in reason:
        display = os.environ.get("DISPLAY", "")
        return f'there is no screen "{display}" ({reason})', "set DISPLAY to one that is there, or use EGL"
    return reason, "update the graphics driver"


def _egl_fault(device: int | None, reason: str) -> tuple[str, str]:
    """Return the fault of EGL, and its remedy."""
    try:
        count = egl.device_count()
    except OSError as error:
        return f"{egl.LIBRARY} does not load ({error})", _installation()
    if not count:
        return next(_vendor_faults())
    index = device if device is not None else os.environ.get(DEVICE, 0)
    if str(index) not in map(str, range(count)):
        return f"there is no device {index}", f"{DEVICE} may be {_choice(count)}"
    lacking = "offers no OpenGL 3.3" if "eglCreateContext" in reason or "version" in reason else "does not start"
    return f"device {index} {lacking} ({reason})", _device_remedy(count)


def _device_remedy(count: int) -> str:
    """The remedy for a device, one of `count`, that exists but does not start."""
    if variables := [f"{name}={value}" for name, value in sorted(os.environ.items()) if name.startswith(_PREFIXES)]:
        return f"the environment has a say in it: {', '.join(variables)}; unset what is not needed"
    if count > 1:
        return f"choose another: {DEVICE} may be {_choice(count)}"
    if closed := [str(path) for path in Path("/dev/dri").glob("renderD*") if not os.access(path, os.R_OK | os.W_OK)]:
        return f"you may not open {', '.join(closed)}: join the group that owns it"
    return _installation()


def _choice(count: int) -> str:
    return "0 alone" if count == 1 else f"0 to {count - 1}, as liminal doctor lists them"


def _installation() -> str:
    """The packages to install; if all are there, the way to a longer message."""
    missing = [name for name in _PACKAGES if not any(_DPKG.glob(f"{name}[.:]*list"))]
    if not missing:
        return "Mesa's driver is installed, and with EGL_LOG_LEVEL=debug it says more"
    way = "apt install" if _DPKG.is_dir() else "what Debian calls"
    return f"install Mesa's software driver: {way} {' '.join(missing)}"


def _vendor_faults() -> Iterator[tuple[str, str]]:
    """Yield the faults of libglvnd's vendor files, each with its remedy."""
    # libglvnd obeys a variable even if it is empty.
    variable = next((name for name in (_FILES, _FOLDERS) if name in os.environ), None)
    by = f", as {variable} has it" if variable else ""
    for file in _vendor_files():
        try:
            library = str(json.loads(file.read_bytes())["ICD"]["library_path"])
            ctypes.CDLL(library)
        except FileNotFoundError:
            yield f"there is no vendor file {file}{by}", "mend that or unset it"
        except OSError as error:
            yield f"{file}{by} names a driver that does not load ({error})", "install that anew, or take the file away"
        except (ValueError, KeyError, TypeError):
            yield f"{file}{by} is no vendor file of EGL", "take it away, or install its driver anew"
    if variable:
        yield f'no driver is named in "{os.environ[variable]}"{by}', "unset that"
    yield "EGL knows no device", _installation()


def _vendor_files() -> list[Path]:
    if _FILES in os.environ:
        return [Path(name) for name in os.environ[_FILES].split(":") if name]
    folders = os.environ.get(_FOLDERS, _USUAL_FOLDERS)
    return [file for folder in folders.split(":") for file in sorted(Path(folder).glob("*.json"))]
