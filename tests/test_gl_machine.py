"""Machines on which OpenGL is set up oddly or wrongly: it works, or one line names what is wrong there."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from liminal.errors import LiminalError
from liminal.gl import Context, egl, fault
from liminal.gl import context as context_module

OPEN = """
import sys
from liminal.errors import LiminalError
from liminal.gl import Context
try:
    with Context() as opened:
        print(opened.info.renderer)
except LiminalError as error:
    sys.exit(f"liminal: error: {error}")
"""
MESA = "libEGL_mesa.so.0"
NOWHERE = "libEGL_nowhere.so.0"
HEEDED = ("DRI_", "EGL_", "GALLIUM_", "GLCONTEXT_", "LIBGL_", "MESA_", "__EGL_", "DISPLAY", "WAYLAND_")


def opened(environment: dict[str, str]) -> tuple[str, str]:
    """What a process of its own says of the context that it opens: who draws, or what is wrong."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(HEEDED)}
    done = subprocess.run(
        [sys.executable, "-c", OPEN], capture_output=True, text=True, check=False, env={**bare, **environment}
    )
    ours = [line for line in done.stderr.splitlines() if line.startswith("liminal: ")]
    assert "Traceback" not in done.stderr
    assert (done.returncode, len(ours)) in [(0, 0), (1, 1)], done.stderr
    return done.stdout.strip(), "".join(ours)


def vendor_file(path: Path, library: str | Path) -> Path:
    """A file that tells libglvnd of a driver."""
    path.write_text(json.dumps({"file_format_version": "1.0.0", "ICD": {"library_path": str(library)}}))
    return path


@pytest.mark.parametrize(
    "environment",
    [
        {"EGL_PLATFORM": "wayland"},
        {"EGL_PLATFORM": "nonsense", "DISPLAY": ":77", "WAYLAND_DISPLAY": "nowhere"},
        {"HOME": "/nonexistent", "XDG_CACHE_HOME": "/proc/nowhere", "XDG_RUNTIME_DIR": "/nonexistent"},
        {"MESA_SHADER_CACHE_DIR": "/dev/null", "TMPDIR": "/nonexistent"},
        {"LIBGL_ALWAYS_SOFTWARE": "1", "GLCONTEXT_DEVICE_INDEX": "0"},
    ],
    ids=lambda environment: ",".join(environment),
)
def test_what_does_not_matter_does_no_harm(environment: dict[str, str]) -> None:
    renderer, complaint = opened(environment)
    assert renderer
    assert not complaint


@pytest.mark.parametrize(
    ("environment", "wrong", "remedy"),
    [
        ({"GALLIUM_DRIVER": "nonsense"}, "device 0 does not start", "GALLIUM_DRIVER=nonsense; unset"),
        ({"LIBGL_DRIVERS_PATH": "/nowhere"}, "device 0 does not start", "LIBGL_DRIVERS_PATH=/nowhere; unset"),
        ({"MESA_GL_VERSION_OVERRIDE": "2.1"}, "device 0 offers no OpenGL 3.3", "MESA_GL_VERSION_OVERRIDE=2.1; unset"),
        ({"GLCONTEXT_DEVICE_INDEX": "99"}, "there is no device 99", "GLCONTEXT_DEVICE_INDEX may be 0"),
        ({"GLCONTEXT_DEVICE_INDEX": "-1"}, "there is no device -1", "GLCONTEXT_DEVICE_INDEX may be 0"),
        ({"GLCONTEXT_DEVICE_INDEX": "x"}, "there is no device x", "GLCONTEXT_DEVICE_INDEX may be 0"),
    ],
    ids=lambda value: ",".join(value) if isinstance(value, dict) else "",
)
def test_what_a_variable_spoils_is_named(environment: dict[str, str], wrong: str, remedy: str) -> None:
    _, complaint = opened(environment)
    assert wrong in complaint
    assert remedy in complaint
    assert "install" not in complaint


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (json.dumps({"ICD": {"library_path": NOWHERE}}), f"names a driver that does not load ({NOWHERE}: cannot open"),
        ("{}", "is no vendor file of EGL"),
        ("[", "is no vendor file of EGL"),
        (None, "there is no vendor file"),
    ],
)
def test_a_vendor_file_that_leads_nowhere_is_named(tmp_path: Path, text: str | None, wrong: str) -> None:
    file = tmp_path / "10_gone.json"
    if text is not None:
        file.write_text(text)
    variable = "__EGL_VENDOR_LIBRARY_FILENAMES"
    _, complaint = opened({variable: str(file)})
    assert wrong in complaint
    assert f"{file}, as {variable} has it" in complaint
    assert "apt" not in complaint
    # Beside another that is whole, it does no harm.
    assert opened({variable: f"{file}:{vendor_file(tmp_path / '50.json', MESA)}"})[0]

    variable = "__EGL_VENDOR_LIBRARY_DIRS"
    for nothing in ("", str(tmp_path / "empty")):
        assert f'no driver is named in "{nothing}", as {variable} has it; unset' in opened({variable: nothing})[1]


def test_one_of_several_devices_is_chosen(context: Context, tmp_path: Path, liminal_process) -> None:
    """A copy of Mesa by another name is a second driver, with a device of its own."""
    (mesa,) = {line.split()[-1] for line in Path("/proc/self/maps").read_text().splitlines() if "libEGL_mesa" in line}
    (tmp_path / "libEGL_two.so.0").write_bytes(Path(mesa).read_bytes())
    vendor_file(tmp_path / "10_one.json", MESA)
    vendor_file(tmp_path / "20_two.json", tmp_path / "libEGL_two.so.0")
    both = {"__EGL_VENDOR_LIBRARY_DIRS": str(tmp_path)}
    for number in "01":
        assert opened(both | {"GLCONTEXT_DEVICE_INDEX": number})[0]
    complaint = opened(both | {"GLCONTEXT_DEVICE_INDEX": "2"})[1]
    assert "there is no device 2; GLCONTEXT_DEVICE_INDEX may be 0 to 1, as liminal doctor lists them" in complaint
    told = liminal_process("doctor", **both).out
    (line,) = (line for line in told.splitlines() if line.startswith("  devices"))
    assert "0 llvmpipe" in line
    assert "1 llvmpipe" in line
    assert line.endswith("; GLCONTEXT_DEVICE_INDEX=N chooses one")


@pytest.mark.parametrize(
    ("installed", "advice"),
    [
        ((), r"apt install libegl1 libegl-mesa0 libgl1-mesa-dri$"),
        (("libegl1:amd64",), r"apt install libegl-mesa0 libgl1-mesa-dri$"),
        (("libegl1:amd64", "libegl-mesa0:amd64", "libgl1-mesa-dri:amd64"), r"; Mesa's driver is installed"),
        (None, r"what Debian calls libegl1 libegl-mesa0 libgl1-mesa-dri$"),
    ],
)
def test_nothing_is_to_be_installed_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed: tuple[str, ...] | None, advice: str
) -> None:
    for package in installed or ():
        (tmp_path / f"{package}.list").touch()
    monkeypatch.setattr(fault, "_DPKG", tmp_path if installed is not None else tmp_path / "no Debian")
    monkeypatch.setattr(egl, "LIBRARY", NOWHERE)
    with pytest.raises(LiminalError, match=rf"cannot open OpenGL 3.3: {NOWHERE} does not load .*{advice}"):
        Context(device=0).info  # noqa: B018


def test_an_old_driver_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context_module, "REQUIRED", 990)
    with pytest.raises(LiminalError, match=r"device 0 offers no OpenGL 3\.3 \("):
        Context(device=0).info  # noqa: B018


def test_a_screen_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """By way of the window system, which is how it goes where there is no EGL."""
    said = "(standalone) XOpenDisplay: cannot open display"

    def refuse(**_: object) -> None:
        raise Exception(said)

    monkeypatch.setattr(context_module.moderngl, "create_context", refuse)
    monkeypatch.setenv("DISPLAY", ":77")
    with pytest.raises(LiminalError, match=r'cannot open OpenGL 3\.3: there is no screen ":77" .*; set DISPLAY'):
        Context("native").info  # noqa: B018
