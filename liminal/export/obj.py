"""Models on disk as Wavefront OBJ: text for old programs, with its materials (.mtl) and their pictures beside it.

Writing on walls is left out: programs do not agree which channel of `map_d` is the alpha.
"""

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from liminal.colour import encode_srgb, luminance
from liminal.export.model import Colour, Model, Surfacing
from liminal.export.thing_nodes import METALS, ROUGHNESS, ThingNode, paint_name
from liminal.film.picture import encode_jpeg
from liminal.film.recipe import KEY, Recipe
from liminal.thing.finish import SEEN_THROUGH, Paint
from liminal.thing.pane import GLASS_INDEX, straight_through
from liminal.world.material import Material

_PLAIN_MOST = 200  # characters of a name that other files' names begin with: their endings must fit, too

MaterialKey = tuple[Material, float | None, Colour]  # surfacings that share one have one material


def obj_files(path: Path, model: Model, recipe: Recipe | None = None) -> dict[Path, bytes]:
    """Return the files of a model by path, the OBJ at `path` last: metres, +Y up, one `o` for each node.

    The same model and recipe give the same bytes.
    """
    materials: dict[MaterialKey, tuple[str, Surfacing]] = {}
    for node in model.nodes:
        for surfacing in node.surfacings:
            materials.setdefault(_key(surfacing), (_material_name(surfacing, node.name), surfacing))
    paints: dict[Paint, str] = {}
    things = [*model.things, *(figure.posed for figure in model.figures)]
    for paint in (coat.paint for thing in things for coat in thing.coats):
        paints.setdefault(paint, f"{_word(paint_name(paint))}_{len(paints)}")
    pictures = {}
    for kind in {surfacing.material for _, surfacing in materials.values()}:
        swatch = model.swatches[kind]
        pictures[_picture(path, kind)] = encode_jpeg(swatch.colour)
        if swatch.normal is not None:
            pictures[_picture(path, kind, "-normal")] = encode_jpeg(swatch.normal)
    library = _beside(path, ".mtl")
    shades = [_material(path, model, name, each) for name, each in materials.values()]
    shades += [_paint(name, paint) for paint, name in paints.items()]
    head = [f"# {model.title}: metres, +Y up; (0, 0) is {model.origin[0]:g},{model.origin[1]:g} of the place"]
    head += [f"# {KEY}: {recipe.text()}"] if recipe is not None else []
    head += [f"mtllib {library.name}"]
    names = {key: name for key, (name, _) in materials.items()}
    used = sum(len(surfacing.corners) for node in model.nodes for surfacing in node.surfacings)
    lines = [*head, *_shapes(model, names), *_things(things, paints, used)]
    files = dict(sorted(pictures.items()))
    files[library] = "\n".join([f"# {model.title}", *shades, ""]).encode("ascii")
    files[path] = ("\n".join(lines) + "\n").encode("ascii")
    return files


def _shapes(model: Model, names: dict[MaterialKey, str]) -> Iterator[str]:
    """The lines of all nodes: their corners, then their triangles; corners are counted from 1 through the file."""
    used = 1
    for node in model.nodes:
        yield f"o {_word(node.name)}"
        for surfacing in node.surfacings:
            corners = surfacing.corners
            yield _rows("v", "%.5f", corners["position"].astype(np.float64) + node.at)
            yield _rows("vt", "%.6f", corners["uv"] * (1, -1))  # v grows upwards here
            yield _rows("vn", "%.4f", corners["normal"])
            yield f"usemtl {names[_key(surfacing)]}"
            yield _rows("f", "%d/%d/%d", np.repeat((surfacing.triangles + used), 3, axis=1))
            used += len(corners)


def _things(things: Sequence[ThingNode], names: dict[Paint, str], used: int) -> Iterator[str]:
    """The lines of things, which have no texture. `used`: corners before them.

    Where a paint has no colour corners have theirs behind their place, coded as sRGB: few programs read that.
    """
    for thing in things:
        yield f"o {_word(thing.name)}"
        for coat in thing.coats:
            corners, turn = thing.thing.corners[coat.corners], thing.rotation.T.astype(np.float64)
            place = corners["position"] @ turn + thing.at
            if coat.colours is not None:
                place = np.column_stack([place, encode_srgb(coat.colours)])
            yield _rows("v", "%.5f", place)
            yield _rows("vn", "%.4f", corners["normal"] @ turn)
            yield f"usemtl {names[coat.paint]}"
            yield _rows("f", "%d//%d", np.repeat(coat.triangles + used + 1, 2, axis=1))
            used += len(corners)


def _rows(word: str, number: str, values: NDArray[np.generic]) -> str:
    """One line for each row of `values` (n, m): the word, then its numbers; `number` formats one of them, or three."""
    row = " ".join([word] + [number] * (values.shape[1] // number.count("%"))) + "\n"
    return (row * len(values) % tuple(values.ravel().tolist())).rstrip("\n")


def _material(path: Path, model: Model, name: str, surfacing: Surfacing) -> str:
    """The lines of a material. `Ke` is its light in cd/m2; newer programs read `norm` and `Pr`."""
    swatch = model.swatches[surfacing.material]
    colour, lines = _picture(path, surfacing.material).name, [f"\nnewmtl {name}", "illum 2", "Ks 0 0 0"]
    if surfacing.luminance is None:
        lines += ["Kd 1 1 1", f"map_Kd {colour}"]
    else:
        lines += [_triple("Kd", model.lens)]
    if surfacing.luminance:
        light = surfacing.luminance * swatch.peak * np.array(surfacing.colour)
        lines += [_triple("Ke", light), f"map_Ke {colour}"]
    if swatch.normal is not None:
        lines += [f"norm {_picture(path, surfacing.material, '-normal').name}"]
    return "\n".join(lines)


def _paint(name: str, paint: Paint) -> str:
    """The lines of the material of a thing."""
    lines = [f"\nnewmtl {name}", "illum 2", "Ks 0 0 0", _triple("Kd", paint.colour)]
    lines += [f"Pr {ROUGHNESS[paint.finish]:g}", f"Pm {int(paint.finish in METALS)}"]
    lines += [_triple("Ke", paint.glow)] if any(paint.glow) else []
    if paint.finish in SEEN_THROUGH:
        # Of each of the two faces that one looks through.
        lines += [f"d {1 - float(luminance(straight_through())) ** 0.5:.4f}", f"Ni {GLASS_INDEX:g}"]
    return "\n".join(lines)


def _triple(word: str, values: NDArray[np.float64] | tuple[float, float, float]) -> str:
    return " ".join([word, *(f"{value:.6g}" for value in values)])


def _key(surfacing: Surfacing) -> MaterialKey:
    return surfacing.material, surfacing.luminance, surfacing.colour


def _material_name(surfacing: Surfacing, owner: str) -> str:
    name = surfacing.material.name.lower()
    return f"{name}_of_{_word(owner)}" if surfacing.luminance else name


def _picture(path: Path, material: Material, suffix: str = "") -> Path:
    """Where the picture of a material lies: beside the OBJ, under its name."""
    return _beside(path, f"-{material.name.lower().replace('_', '-')}{suffix}.jpg")


def _beside(path: Path, ending: str) -> Path:
    """Where a file lies that an OBJ names: beside it, under its name, as far as every reader takes it for one word.

    Spaces end a word for some readers, "#" and "-" begin something else, and few agree on characters beyond ASCII.
    """
    plain = _word(path.stem)
    if plain != path.stem or len(plain) > _PLAIN_MOST:
        # Other names may become the same word: this one's mark keeps their files apart.
        plain = f"{plain[:_PLAIN_MOST]}-{hashlib.sha256(os.fsencode(path.stem)).hexdigest()[:8]}"
    return path.with_name(plain + ending)


def _word(name: str) -> str:
    """A name as one word of ASCII: without accents, with _ for anything else."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"^-|[^\w.+-]", "_", letters, flags=re.ASCII) or "_"
