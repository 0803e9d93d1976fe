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


def shader_names() -> set[str]:
    """Return the names of the shaders that are a stage of their own; the others are included by these."""
    return {path.name for path in _folder("shaders").iterdir() if path.suffix in (".vert", ".frag")}


def preset_names() -> list[str]:
    """Return the names of the presets that come with the program, sorted."""
    return _names("")


def preset_text(name: str) -> str:
    """Return the TOML text of a preset. Raises LiminalError for an unknown name, with the nearest known one."""
    if name not in preset_names() and name in tape_names():
        raise LiminalError(f'"{name}" is a tape, not a place; give it as --tape {name}')
    return _text("preset", "", name, "give the path of a .toml file")


def tape_names() -> list[str]:
    """Return the names of the tapes that come with the program, sorted."""
    return _names("tape")


def tape_text(name: str) -> str:
    """Return the TOML text of a tape. Raises LiminalError for an unknown name, with the nearest known one."""
    files = "the path of a .toml file or of a .json file of ntsc-rs or ntscQT"
    return _text("tape", "tape", name, f"give off, random:SEED, or {files}")


def storyboard_names() -> list[str]:
    """Return the names of the storyboards that come with the program, sorted."""
    return _names("shots")


def storyboard_text(name: str) -> str:
    """Return the TOML text of a storyboard. Raises LiminalError for an unknown name, with the nearest known one."""
    return _text("storyboard", "shots", name, "give the path of a .toml file")


def _names(folder: str) -> list[str]:
    return sorted(path.stem for path in (_folder("presets") / folder).glob("*.toml"))


def _text(kind: str, folder: str, name: str, otherwise: str) -> str:
    """Return a TOML file of one kind; `otherwise`: the alternative that an error offers to the names there are."""
    names = _names(folder)
    if name not in names:
        hint = did_you_mean(name, names)
        raise LiminalError(f'unknown {kind} "{name}"{hint}; there are {", ".join(names)}, or {otherwise}')
    return (_folder("presets") / folder / f"{name}.toml").read_text(encoding="utf-8")


@cache
def _folder(name: str) -> Path:
    package = Path(__file__).parent
    installed = package / name
    return installed if installed.is_dir() else package.parent / name
