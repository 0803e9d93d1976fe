"""Model sources: the bytes of a model's file and of those that it names, and the scene that `trimesh` finds in them."""

import codecs
import hashlib
import json
import logging
import re
import struct
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from PIL import Image

from liminal.errors import LiminalError, did_you_mean
from liminal.settings.file_stamp import file_stamp
from liminal.settings.thing import SUFFIXES

# Extensions of glTF without which a file cannot be read, and that are not read here.
PACKED = ("KHR_draco_mesh_compression", "EXT_meshopt_compression", "KHR_texture_basisu", "EXT_texture_webp")

MOST_BYTES = 2**32 - 1  # a .glb tells its length in 32 bits


@dataclass(frozen=True)
class ModelSource:
    """A model's file. `content`: SHA-256 of its bytes and those of all files that it names. `tree`: glTF's JSON."""

    path: Path
    suffix: str
    data: bytes
    content: str
    tree: dict[str, Any]

    def scene(self) -> Any:
        """The scene, a `trimesh.Scene`. Raises LiminalError where there is none in the file."""
        import trimesh

        # It logs what it skips; what matters of that is found out by `model_import`.
        logging.getLogger("trimesh").setLevel(logging.CRITICAL)

        class Beside(trimesh.resolvers.FilePathResolver):
            """The files that a model names, as `named` and `readable` have them."""

            def get(self, name: str) -> bytes:
                data: bytes = super().get(named(name))
                return readable(data) if name.endswith(".mtl") else data

        resolver = Beside(str(self.path))
        data = readable(self.data) if self.suffix == ".obj" else self.data
        try:
            return trimesh.load_scene(
                BytesIO(data), file_type=self.suffix[1:], resolver=resolver, process=False, validate=False
            )
        except Exception as error:  # a damaged file makes its readers raise errors of any kind
            reason = str(error).strip().splitlines()[:1] or [type(error).__name__]
            raise LiminalError(
                f"{self.path}: not a {self.suffix} model that can be read: {reason[0][:120]}; is it damaged?"
            ) from None


def named(name: str) -> str:
    """The path of a file that a model names, where Windows wrote it, too."""
    return name.replace("\\", "/")


def readable(text: bytes) -> bytes:
    """A text as UTF-8 that is in UTF-8, in UTF-16 with a mark in front, or in Latin-1, as old programs write it."""
    if text[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return text.decode("utf-16", "replace").encode()
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return text.decode("latin-1").encode()
    return text


def check_suffix(path: Path) -> None:
    """Raise LiminalError for a file whose extension is that of no model."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        hint = did_you_mean(suffix, SUFFIXES)
        raise LiminalError(f"{path}: {suffix or 'no extension'} is no kind of model{hint}; give {', '.join(SUFFIXES)}")


def read_source(path: Path) -> ModelSource:
    """Read a model's file. Raises LiminalError for one that cannot be read, or that names files that are not there."""
    check_suffix(path)
    suffix = path.suffix.lower()
    file_stamp(path, "model", MOST_BYTES)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LiminalError(
            f"cannot read the model {path}: {error.strerror}; check its name and where it lies"
        ) from None
    tree = _tree(path, suffix, data)
    packed = next((name for name in tree.get("extensionsRequired", ()) if name in PACKED), None)
    if packed:
        raise LiminalError(f"{path} is packed by {packed}, which is not read; export it without compression")
    digest = hashlib.sha256(data)
    for name in _named_files(path, suffix, data, tree):
        beside = path.parent / named(name)
        try:
            inside = beside.read_bytes()
            digest.update(inside)
            if beside.suffix.lower() not in (".bin", ".mtl"):
                Image.open(BytesIO(inside)).verify()
        except (OSError, SyntaxError) as error:
            reason = getattr(error, "strerror", None) or "it is no picture"
            raise LiminalError(
                f"{path} names the file {name}, and that cannot be read: {reason}; put it beside the model"
            ) from None
    return ModelSource(path, suffix, data, digest.hexdigest(), tree)


def _tree(path: Path, suffix: str, data: bytes) -> dict[str, Any]:
    """The JSON of a glTF file; of others nothing."""
    if suffix not in (".glb", ".gltf"):
        return {}
    try:
        if suffix == ".glb":
            magic, _, _, length, kind = struct.unpack("<4sIII4s", data[:20])
            if (magic, kind) != (b"glTF", b"JSON"):
                raise ValueError
            data = data[20 : 20 + length]
        tree = json.loads(data)
        if not isinstance(tree, dict):
            raise ValueError
    except (ValueError, struct.error, RecursionError):
        raise LiminalError(f"{path}: not a {suffix} model that can be read: no glTF; is it damaged?") from None
    return tree


def _named_files(path: Path, suffix: str, data: bytes, tree: dict[str, Any]) -> list[str]:
    """The files beside a model that it needs: buffers and pictures of glTF, materials and pictures of OBJ."""
    if suffix == ".obj":
        found = []
        for name in _words(readable(data), rb"mtllib"):
            found.append(name)
            try:
                materials = readable((path.parent / named(name)).read_bytes())
            except OSError:
                break  # told by the caller
            found += [_last(each) for each in _words(materials, rb"map_Kd")]
        return list(dict.fromkeys(found))
    rows = [row for kind in ("buffers", "images") for row in tree.get(kind) or () if isinstance(row, dict)]
    names = [row["uri"] for row in rows if isinstance(row.get("uri"), str)]
    return [unquote(name) for name in names if not name.startswith("data:")]


def _words(text: bytes, key: bytes) -> list[str]:
    """What stands behind a key at the beginning of lines."""
    lines = re.findall(rb"^[ \t]*" + key + rb"[ \t]+([^\r\n]+)", text, re.MULTILINE)
    return [line.decode("utf-8", "replace").strip() for line in lines]


def _last(words: str) -> str:
    """The name of a picture behind options such as "-s 1 1 1"; a name may hold spaces where there are none."""
    return words if not words.startswith("-") else words.split()[-1]
