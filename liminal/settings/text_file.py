"""Text files of presets, tapes and storyboards, in any encoding of Unicode."""

import codecs
import json
import os
import tomllib
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from liminal.errors import LiminalError

# The longer marks first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Zero bytes among the first four of a text without a byte order mark that begins with two ASCII letters.
_ZEROS = {"x000": "utf-32-le", "000x": "utf-32-be", "x0x0": "utf-16-le", "0x0x": "utf-16-be"}


def read_text_file(path: Path, advice: str) -> str:
    r"""Return the text of a file in UTF-8, UTF-16 or UTF-32, with or without a byte order mark; its lines end in \n.

    Raises LiminalError for a file that cannot be read, with the `advice` to give e.g. "a tape's name", or one that is
    in another encoding.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LiminalError(f"cannot read {path}: {error.strerror}; give {advice}") from None

    mark, encoding = encoding_of(data)
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        line = 1 + data.count(b"\n", 0, len(mark) + error.start)
        raise LiminalError(
            f"{path}:{line}: not a text file in UTF-8, nor in UTF-16 or UTF-32; save it as UTF-8"
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def encoding_of(data: bytes) -> tuple[bytes, str]:
    """Return the byte order mark of a text, b"" where it has none, and its encoding of Unicode."""
    return next((each for each in _MARKS if data.startswith(each[0])), (b"", _unmarked(data)))


def _unmarked(data: bytes) -> str:
    zeros = "".join("0" if byte == 0 else "x" for byte in data[:4])
    return _ZEROS.get(zeros, "utf-8")


def parse_toml(text: str, place: str) -> dict[str, Any]:
    """Return the tables of a TOML text. Raises LiminalError, which names the `place`, for invalid TOML."""
    tables: dict[str, Any] = _parsed(tomllib.loads, text, place, "TOML")
    return tables


def parse_json(text: str, place: str) -> Any:
    """Return the value of a JSON text, as `parse_toml`. As in TOML, a repeated key is an error."""
    return _parsed(partial(json.loads, object_pairs_hook=_unique), text, place, "JSON")


def _parsed(parse: Callable[[str], Any], text: str, place: str, language: str) -> Any:
    try:
        return parse(text)
    except ValueError as error:  # of either language, and for numbers of thousands of digits
        raise LiminalError(f"{place}: not valid {language}: {error}") from None
    except RecursionError:
        raise LiminalError(f"{place}: not valid {language}: lists or tables lie too deep in each other") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise ValueError(f"{quoted(twice)} is written twice; remove one")
    return table


def quoted(text: str) -> str:
    """Return a text in quotation marks, escaped to one line that any terminal can show."""
    return json.dumps(text, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()


def is_path(source: str) -> bool:
    """Tell whether a source is the path of a file rather than the name of a built-in one."""
    return source.lower().endswith(".toml") or "/" in source or os.sep in source
