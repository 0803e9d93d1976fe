"""The files that travel with the program: shaders and presets.

In an installed package they lie inside it (`liminal/shaders`, `liminal/presets`); in a checkout they are the folders
beside it. Nothing else in the program looks for a file of its own.
"""

from functools import cache
from pathlib import Path

from liminal.errors import LiminalError, did_you_mean


def shader_text(name: str) -> str:
    """Return the source of a shader file, e.g. `shader_text("surface_paper.frag")`.

    Raises FileNotFoundError for a name that is not there: the names are ours, so that is a bug of ours.
    """
    return (_folder("shaders") / name).read_text(encoding="utf-8")


def preset_names() -> list[str]:
    """Return the names of the presets that come with the program, sorted."""
    return sorted(path.stem for path in _folder("presets").glob("*.toml"))


def preset_text(name: str) -> str:
    """Return the TOML text of a preset that comes with the program.

    Raises LiminalError for an unknown name, with the nearest known one.
    """
    names = preset_names()
    if name not in names:
        if name in tape_names():
            raise LiminalError(f'"{name}" is a tape, not a place; give it as --tape {name}')
        raise LiminalError(
            f'unknown preset "{name}"{did_you_mean(name, names)}; there are {", ".join(names)}, '
            "or give the path of a .toml file"
        )
    return (_folder("presets") / f"{name}.toml").read_text(encoding="utf-8")


def tape_names() -> list[str]:
    """Return the names of the tapes that come with the program, sorted."""
    return sorted(path.stem for path in (_folder("presets") / "tape").glob("*.toml"))


def tape_text(name: str) -> str:
    """Return the TOML text of a tape that comes with the program.

    Raises LiminalError for an unknown name, with the nearest known one.
    """
    names = tape_names()
    if name not in names:
        raise LiminalError(
            f'unknown tape "{name}"{did_you_mean(name, names)}; there are {", ".join(names)}, '
            "or give off, or the path of a .toml file or of a .json file of ntsc-rs"
        )
    return (_folder("presets") / "tape" / f"{name}.toml").read_text(encoding="utf-8")


def storyboard_names() -> list[str]:
    """Return the names of the storyboards that come with the program, sorted."""
    return sorted(path.stem for path in (_folder("presets") / "shots").glob("*.toml"))


def storyboard_text(name: str) -> str:
    """Return the TOML text of a storyboard that comes with the program.

    Raises LiminalError for an unknown name, with the nearest known one.
    """
    names = storyboard_names()
    if name not in names:
        raise LiminalError(
            f'unknown storyboard "{name}"{did_you_mean(name, names)}; there are {", ".join(names)}, '
            "or give the path of a .toml file"
        )
    return (_folder("presets") / "shots" / f"{name}.toml").read_text(encoding="utf-8")


@cache
def _folder(name: str) -> Path:
    package = Path(__file__).parent
    installed = package / name
    return installed if installed.is_dir() else package.parent / name
