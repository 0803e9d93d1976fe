"""`make check` looks at every shader that the program can ask for: what it notes, and what it makes of that."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from liminal.gl import Context, Program

SCRIPT = Path(__file__).parent.parent / "scripts/check_shaders.py"
TEXTS = {
    "a.vert": "#version 330 core\nvoid main() { gl_Position = vec4(0.0); }\n",
    "a.frag": """#version 330 core
        #include "level"
        #ifdef FIRST
        #endif
        #if SECOND > 0
        #elif defined(NEVER)
        #endif
        out vec4 colour;
        void main() { colour = vec4(LEVEL); }
        """,
}


@pytest.fixture(scope="module")
def check() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_shaders", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_combination_of_what_was_asked_for_is_looked_at(check: ModuleType, context: Context) -> None:
    with check.noted() as asked:
        for switches, level in (({"FIRST": True, "SECOND": 2}, 0.5), ({"FIRST": False, "SECOND": 0}, -1e-3)):
            made = {"level": f"const float LEVEL = {level};"}
            Program(context, "a.vert", "a.frag", switches, read=TEXTS.__getitem__, made=made).release()
        (shader,) = asked.values()  # numbers in a text make no other program of it
        heads = {fragment.partition("#line")[0] for _, fragment in shader.variants()}
        version = "#version 330 core\n"
        assert heads == {
            f"{version}{first}#define SECOND {second}\n" for first in ("", "#define FIRST 1\n") for second in (2, 0)
        }
        assert "a.frag: nothing asks for it with NEVER" in check.unseen(asked)
        assert "a.frag: nothing asks for it with SECOND" not in check.unseen(asked)
        assert "bake_sum.frag: nothing asks for it" in check.unseen(asked)

        other = {"level": "const float LEVEL = 0.5, MORE = 1.0;"}
        Program(context, "a.vert", "a.frag", {"FIRST": True}, read=TEXTS.__getitem__, made=other).release()
        assert len(asked) == 2
