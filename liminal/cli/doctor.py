"""`liminal doctor`: whether this machine meets all requirements, with advice on those that it does not."""

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from time import perf_counter

import click

from liminal.errors import LiminalError
from liminal.version import __version__

PACKAGES = (
    "numpy",
    "moderngl",
    "noise",
    "av",
    "scipy",
    "pydantic",
    "OpenEXR",
    "pillow",
    "pillow-heif",
    "imageio",
    "filelock",
)
ENCODERS = {"libx264": "MP4", "ffv1": "lossless MKV"}
FURTHER_ENCODERS = {"libx265": "HEVC", "libsvtav1": "AV1", "prores_aw": "ProRes", "dnxhd": "DNxHR"}  # for --codec


@click.command()
def doctor() -> int:
    """See whether this machine has all it takes: driver, encoders, a small picture.

    Exits 2 if no picture can be made here.
    """
    _line("liminal", f"{__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    # Without packages or a driver there can be no picture, and its complaint would only repeat theirs.
    able = all([_packages(), _driver()])
    healthy = all([_encoders(), able and _picture()])
    click.echo("All is well." if healthy else "Something is missing: see the lines that begin with !")
    return 0 if healthy else 2


def _packages() -> bool:
    found, missing = [], []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    _line("packages", ", ".join(found))
    if missing:
        _fault("packages", f"{', '.join(missing)} not installed", "run make setup, or pip install liminal again")
    return not missing


def _driver() -> bool:
    from liminal.gl.context import Context

    try:
        with Context() as context:
            info = context.info
    except LiminalError as error:
        _fault("OpenGL", str(error))
        return False
    kind = "software, on the CPU" if info.software else "hardware"
    _line("OpenGL", f"{info.renderer} ({kind}); {info.version}")
    if sys.platform.startswith("linux"):
        _devices()
    return True


def _devices() -> None:
    """Say which devices there are to choose from, where there are several."""
    from liminal.gl.context import Context
    from liminal.gl.egl import device_count
    from liminal.gl.fault import DEVICE

    if (count := device_count()) < 2:
        return
    found = []
    for device in range(count):
        try:
            with Context("egl", device=device) as context:
                found.append(f"{device} {context.info.renderer}")
        except LiminalError:
            found.append(f"{device} does not start")
    _line("devices", f"{', '.join(found)}; {DEVICE}=N chooses one")


def _encoders() -> bool:
    try:
        import av
    except ImportError as error:
        _fault("video", f"PyAV does not load: {error}", "run make setup, or pip install av again")
        return False
    missing = [name for name in ENCODERS if name not in av.codecs_available]
    known = (ENCODERS | FURTHER_ENCODERS).items()
    found = [f"{name} ({use})" for name, use in known if name in av.codecs_available]
    _line("video", ", ".join(found) or "no encoder")
    if missing:
        _fault(
            "video", f"no encoder {', '.join(missing)}", "install PyAV's own wheel: pip install --force-reinstall av"
        )
    return not missing


def _picture() -> bool:
    """Render a small still the way everything else does, and see that there is something on it."""
    from liminal.api.render import render_still

    began = perf_counter()
    try:
        picture = render_still(size=(64, 48))
    except LiminalError as error:
        _fault("picture", str(error))
        return False
    seconds = perf_counter() - began
    if picture.shape != (48, 64, 3) or picture.min() == picture.max():
        _fault(
            "picture",
            f"it came out blank, {picture.shape}",
            "try another driver: LIBGL_ALWAYS_SOFTWARE=1 liminal doctor",
        )
        return False
    _line("picture", f"64 x 48 of level-0 in {seconds:.2f} s")
    return True


def _line(subject: str, text: str) -> None:
    click.echo(f"  {subject:9} {text}")


def _fault(subject: str, what: str, advice: str = "") -> None:
    click.echo(f"! {subject:9} {what}")
    if advice:
        click.echo(f"  {'':9} {advice}")
