"""Shader text: includes, switches and line numbers put together strictly, without any GL.

A shader begins with `#version 330 core`. `#include "common_hash.glsl"` pastes a file once, however often it is asked
for; a circle is an error. A switch, set from Python, becomes a `#define`; it must be one that a condition
(`#ifdef`, `#ifndef`, `#if`, `#elif`) of the file or of an include asks about: a misspelt switch is an error.
`#line` marks keep the files apart, so that the driver's errors name file and line.
"""

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from difflib import get_close_matches

from liminal.assets import shader_text

Switch = bool | int | float

_VERSION = "#version 330 core"
_DIRECTIVE = re.compile(r"^\s*#\s*(\w*)\s*(.*?)\s*$")
_INCLUDE = re.compile(r'^"([^"]+)"\s*(?://.*)?$')
_NAME = re.compile(r"[A-Za-z_]\w*")
_CONDITIONS = {"if", "ifdef", "ifndef", "elif"}
_KNOWN = _CONDITIONS | {"else", "endif", "define", "undef", "error", "pragma", ""}

# How drivers name a place: Mesa "0:12(3):", NVIDIA "0(12) :", AMD, Intel and Apple "ERROR: 0:12:".
_PLACES = (
    re.compile(r"^(?P<file>\d+):(?P<line>\d+)\(\d+\)\s*:", re.MULTILINE),
    re.compile(r"^(?P<file>\d+)\((?P<line>\d+)\)\s*:", re.MULTILINE),
    re.compile(r"^(?:ERROR|WARNING):\s*(?P<file>\d+):(?P<line>\d+)\s*:", re.MULTILINE),
)


class ShaderError(Exception):
    """A fault in our shaders or in how Python feeds them: a bug, shown with its traceback."""


@dataclass(frozen=True)
class ShaderSource:
    """A shader put together: its lines, the files they came from, the switches there are.

    A file's index in `files` is its number in `#line`.
    """

    lines: tuple[str, ...]
    files: tuple[str, ...]
    switches: frozenset[str]

    def text(self, switches: Mapping[str, Switch] | None = None) -> str:
        """The text for the driver. True and numbers become `#define NAME value`, False leaves the name undefined.

        Raises ShaderError for a switch that no condition asks for.
        """
        switches = switches or {}
        check_switches(self.files[0], switches, self.switches)
        defines = [f"#define {key} {_literal(value)}" for key, value in switches.items() if value is not False]
        return "\n".join([_VERSION, *defines, *self.lines]) + "\n"

    def explain(self, log: str) -> str:
        """The driver's log with its numbers replaced by `file:line:`."""

        def place(match: re.Match[str]) -> str:
            number = int(match["file"])
            name = self.files[number] if number < len(self.files) else f"file {number}"
            return f"{name}:{match['line']}:"

        for pattern in _PLACES:
            log = pattern.sub(place, log)
        return log.strip().strip("\0")


def check_switches(name: str, switches: Mapping[str, Switch], known: Set[str]) -> None:
    """Raise ShaderError for a switch that is not among the known ones of the shader `name`."""
    for switch in sorted(set(switches) - known):
        near = get_close_matches(switch, sorted(known), n=1)
        hint = f' (did you mean "{near[0]}"?)' if near else ""
        raise ShaderError(f"{name}: no condition asks for the switch {switch!r}{hint}")


@dataclass
class _Assembly:
    """The state while a shader is put together."""

    read: Callable[[str], str]
    files: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)  # names in conditions: the switches there are


def preprocess(
    name: str, generated: Mapping[str, str] | None = None, read: Callable[[str], str] = shader_text
) -> ShaderSource:
    """Put the shader `name` together.

    `generated`: texts that no file has, by the names they are included by (see `block_text` and `constants`).
    `read` finds a file. Raises ShaderError: missing file, wrong `#version`, circle of includes, unknown directive.
    """
    texts = generated or {}
    assembly = _Assembly(read=lambda file: texts[file] if file in texts else read(file))
    lines = _expand(name, (), assembly)
    return ShaderSource(tuple(lines), tuple(assembly.files), frozenset(assembly.asked))


def _expand(name: str, above: tuple[str, ...], assembly: _Assembly) -> list[str]:
    """The lines of one file with its includes pasted in; `above` are the files that are including it."""
    lines = _read_lines(name, above, assembly)
    number = len(assembly.files)
    assembly.files.append(name)
    if not above:
        lines = _without_version(name, lines)

    out = [f"#line 1 {number}"]
    for index, line in enumerate(lines, start=1):
        directive = _DIRECTIVE.match(line)
        if directive is None:
            out.append(line)
            continue
        word, rest = directive[1], directive[2]
        if word == "include":
            out += _include(f"{name}:{index}", rest, (*above, name), assembly)
            out.append(f"#line {index + 1} {number}")
            continue
        if word == "version":
            raise ShaderError(f'{name}:{index}: "#version" belongs on the first line of a .vert or .frag file')
        if word not in _KNOWN:
            raise ShaderError(f'{name}:{index}: unknown directive "#{word}"')
        if word in _CONDITIONS:
            assembly.asked |= set(_NAME.findall(rest.split("//")[0])) - {"defined"}
        out.append(line)
    return out


def _include(place: str, rest: str, above: tuple[str, ...], assembly: _Assembly) -> list[str]:
    """The lines of an included file; nothing if it was pasted before."""
    match = _INCLUDE.match(rest)
    if match is None:
        raise ShaderError(f'{place}: write #include "file.glsl", not {rest!r}')
    name = match[1]
    if name in above:
        raise ShaderError(f"{place}: circle of includes: {' -> '.join([*above, name])}")
    return [] if name in assembly.files else _expand(name, above, assembly)


def _read_lines(name: str, above: tuple[str, ...], assembly: _Assembly) -> list[str]:
    try:
        return assembly.read(name).splitlines()
    except (OSError, KeyError) as error:
        by = f", included by {above[-1]}" if above else ""
        raise ShaderError(f'no shader "{name}"{by}') from error


def _without_version(name: str, lines: list[str]) -> list[str]:
    """Check the first line and blank it: the version is written again above the switches."""
    if not lines or lines[0].strip() != _VERSION:
        raise ShaderError(f'{name}:1: the first line must be "{_VERSION}"')
    return ["", *lines[1:]]


def _literal(value: Switch) -> str:
    """A switch's value as GLSL writes it: True is 1, a float keeps its point."""
    return str(int(value)) if isinstance(value, int) else repr(float(value))
