"""The shape of the code: who may import whom, and who alone may draw, print and write.

The rules read the installed package's syntax trees; each rule is also shown a text that breaks it.
"""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import liminal

PACKAGE = Path(liminal.__file__).parent

# The highest layer first. Stations that share a line do not know each other.
LAYERS = (
    {"cli"},
    {"__init__"},
    {"api"},
    {"export"},
    {"film"},
    {"footage"},
    {"shoot"},
    {"shot"},
    {"matchmove"},
    {"view", "camera", "tape", "sound", "plan"},
    {"light"},
    {"piece", "gl"},
    {"body"},
    {"motion"},
    {"thing", "inscription"},
    {"world"},
    {"settings"},
    {"random", "colour", "assets", "rate", "ntsc", "file_name"},
    {"errors", "version", "closing", "deferral", "heap"},
)
RANK = {station: -height for height, layer in enumerate(LAYERS) for station in layer}

# What a frame may not depend on: clocks, and dice that nobody seeded.
IMPURE = {"time", "datetime", "random", "secrets", "uuid"}


PLACE_FOLDERS = [
    path.name for path in (PACKAGE / "world").iterdir() if (path / "__init__.py").exists() and path.name != "hall"
]


def sources() -> dict[str, ast.Module]:
    """Every module of the package by its dotted name."""
    modules = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = ("liminal", *path.relative_to(PACKAGE).with_suffix("").parts)
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        modules[name] = ast.parse(path.read_text(encoding="utf-8"), str(path))
    return modules


MODULES = sources()


def station(module: str) -> str:
    """`liminal.view.pose` belongs to the station `view`; the package itself is `__init__`."""
    _, _, inner = module.partition(".")
    return inner.partition(".")[0] or "__init__"


def imports(tree: ast.AST, *, inside_functions: bool = True) -> Iterator[str]:
    """Yield the name of each module that a tree imports, of ours down to the file (`from liminal.view import pose`)."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: relative import"
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from {name if name in MODULES else str(node.module) for name in inner}
        elif not _is_skipped(node, inside_functions):
            yield from imports(node, inside_functions=inside_functions)


def _is_skipped(node: ast.AST, inside_functions: bool) -> bool:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return not inside_functions
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def ours(names: Iterator[str]) -> set[str]:
    return {name for name in names if name.split(".")[0] == "liminal"}


def upward(module: str, tree: ast.AST) -> list[str]:
    """Imports of a module that do not point downward."""
    home = station(module)
    targets = {(name, station(name)) for name in ours(imports(tree))}
    return [f"{module} -> {name}" for name, there in sorted(targets) if there != home and RANK[there] >= RANK[home]]


def strangers(module: str, tree: ast.AST) -> list[str]:
    """Imports that only one folder may have, in another one; and clocks and dice below the command line."""
    home, faults = station(module), []
    for name in imports(tree):
        top = name.split(".")[0]
        if (
            (top in ("moderngl", "glcontext") and home != "gl")
            or (top in ("click", "rich") and home != "cli")
            or (top == "mujoco" and home != "thing")
            or (top in IMPURE and home != "cli")
        ):
            faults.append(f"{module} imports {name}")
    return faults


def handles(module: str, tree: ast.AST) -> list[str]:
    """Places outside `gl` that reach for the moderngl object behind one of ours."""
    if station(module) == "gl":
        return []
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    return [f"{module}:{node.lineno} {ast.unparse(node)}" for node in nodes if node.attr in ("gl", "framebuffer")]


def speech(module: str, tree: ast.AST) -> list[str]:
    """Places outside the command line that print."""
    if station(module) == "cli":
        return []
    said = {"print", "sys.stdout", "sys.stderr", "warnings.warn"}
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Name | ast.Attribute))
    return [f"{module}:{node.lineno} {ast.unparse(node)}" for node in nodes if ast.unparse(node) in said]


def writing(module: str, tree: ast.AST) -> list[str]:
    """Places outside `film` and `export` that write files."""
    if station(module) in ("film", "export"):
        return []
    writers = {"write_text", "write_bytes", "tofile", "savez", "savez_compressed", "imwrite", "mkstemp", "mkdtemp"}
    writers |= {"NamedTemporaryFile", "TemporaryDirectory", "mkdir", "unlink", "rename"}
    faults = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        # `open(path, mode)` is a function, `path.open(mode)` a method.
        positional = node.args[1:] if isinstance(node.func, ast.Name) else node.args
        modes = [*positional[:1], *(word.value for word in node.keywords if word.arg == "mode")]
        text = [mode.value for mode in modes if isinstance(mode, ast.Constant)]
        opens = name == "open" and any(set(str(mode)) & set("wax+") for mode in text)
        opens |= ast.unparse(node.func) == "os.open" and any(flag in ast.unparse(node) for flag in ("WRONLY", "RDWR"))
        if opens or name in writers or ast.unparse(node.func) in ("os.replace", "np.save"):
            faults.append(f"{module}:{node.lineno} {ast.unparse(node.func)}")
    return faults


def places(module: str, tree: ast.AST) -> list[str]:
    """Imports of what is one place's own by anything else, but for the choice of a place."""
    if module == "liminal.world.place_generator":
        return []
    others = [f"liminal.world.{folder}" for folder in PLACE_FOLDERS if not module.startswith(f"liminal.world.{folder}")]
    return [f"{module} imports {name}" for name in imports(tree) if name.startswith(tuple(others))]


@pytest.mark.parametrize("rule", [upward, strangers, handles, speech, writing, places])
def test_rule_holds(rule) -> None:
    faults = [fault for module, tree in MODULES.items() for fault in rule(module, tree)]
    assert not faults, "\n".join(faults)


def test_every_station_has_a_layer() -> None:
    assert {station(module) for module in MODULES} <= RANK.keys()


def test_no_import_cycles() -> None:
    graph = {module: ours(imports(tree, inside_functions=False)) - {module} for module, tree in MODULES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize(
    ("rule", "module", "text"),
    [
        (upward, "liminal.world.chunk", "from liminal.light import transport"),
        (upward, "liminal.piece.mesh", "def late():\n    import liminal.gl"),
        (upward, "liminal.errors", "import liminal.assets"),
        (upward, "liminal.light.bake", "import liminal"),
        (strangers, "liminal.view.scene", "import moderngl"),
        (strangers, "liminal.film.movie", "from rich.progress import Progress"),
        (strangers, "liminal.shot.throw", "import mujoco"),
        (strangers, "liminal.shot.operator", "from time import perf_counter"),
        (handles, "liminal.tape.deck", "texture.gl.read(alignment=1)"),
        (speech, "liminal.world.chunk", "print('here')"),
        (speech, "liminal.film.movie", "import sys\nsys.stderr.write('there')"),
        (writing, "liminal.world.chunk", "from pathlib import Path\nPath('a').open('wb')"),
        (writing, "liminal.world.chunk", "with open('a', mode='a') as file: pass"),
        (writing, "liminal.footage.image_sequence", "import os\nos.open('a', os.O_WRONLY)"),
        (writing, "liminal.world.chunk", "import numpy as np\nnp.savez('a.npz')"),
        (places, "liminal.world.cell_grid", "from liminal.world.level0.generator import BlockGenerator"),
        (places, "liminal.plan.layout", "from liminal.world import level0"),
    ],
)
def test_rule_sees_a_breach(rule, module: str, text: str) -> None:
    assert rule(module, ast.parse(text))


@pytest.mark.parametrize(
    ("rule", "module", "text"),
    [
        (upward, "liminal.piece.visibility", "from liminal.world.grid import CELL"),
        (upward, "liminal.light.bake", "from liminal.light import occluder_textures"),
        (writing, "liminal.settings.load", "open('a', 'rb')"),
        (writing, "liminal.film.atomic", "open('a', 'wb')"),
        (writing, "liminal.footage.image_sequence", "import av\nav.open(path)"),
        (strangers, "liminal.gl.context", "import moderngl"),
        (strangers, "liminal.thing.rigid_body", "import mujoco"),
        (handles, "liminal.gl.texture", "texture.gl.read()"),
        (handles, "liminal.tape.deck", "texture.read()"),
        (places, "liminal.world.level0.relief", "from liminal.world.level0.sheet import Sheet"),
    ],
)
def test_rule_lets_the_rest_be(rule, module: str, text: str) -> None:
    assert not rule(module, ast.parse(text))
