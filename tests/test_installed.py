"""The package as a user has it: installed, whole, and nothing taken from the checkout by accident."""

import sysconfig
from importlib.metadata import distribution, version
from pathlib import Path

import liminal
from liminal.assets import preset_names, preset_text, shader_text
from liminal.version import __version__

SITE_PACKAGES = Path(sysconfig.get_paths()["purelib"]).resolve()
PACKAGE = Path(liminal.__file__).resolve().parent
CHECKOUT = Path(__file__).resolve().parent.parent


def test_what_is_tested_is_what_is_installed() -> None:
    assert PACKAGE == SITE_PACKAGES / "liminal"
    assert not (PACKAGE.parent / "shaders").exists()


def test_version_is_written_once() -> None:
    assert version("liminal") == __version__
    assert (CHECKOUT / "pyproject.toml").read_text().count(__version__) == 0


def test_every_shader_and_preset_came_along() -> None:
    for folder in ("shaders", "presets"):
        here = {path.relative_to(CHECKOUT / folder) for path in (CHECKOUT / folder).rglob("*") if path.is_file()}
        there = {path.relative_to(PACKAGE / folder) for path in (PACKAGE / folder).rglob("*") if path.is_file()}
        assert here
        assert here == there

    assert all(preset_text(name) for name in preset_names())
    assert all(shader_text(path.name).strip() for path in (PACKAGE / "shaders").glob("*.frag"))


def test_every_module_came_along() -> None:
    here = {path.relative_to(CHECKOUT) for path in (CHECKOUT / "liminal").rglob("*.py")}
    there = {path.relative_to(SITE_PACKAGES) for path in PACKAGE.rglob("*.py")}
    assert here == there


def test_type_checkers_are_told_and_nothing_else_is_installed() -> None:
    assert (PACKAGE / "py.typed").is_file()
    files = distribution("liminal").files or []
    tops = {file.parts[0] for file in files if not file.parts[0].endswith(".dist-info")}
    # The console script lies outside, as "../../../bin/liminal".
    assert tops == {"liminal", ".."}
