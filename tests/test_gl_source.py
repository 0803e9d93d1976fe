"""The preprocessor, without any GL."""

import pytest

from liminal.gl.source import ShaderError, preprocess

VERSION = "#version 330 core\n"


def reader(**files: str):
    texts = {name.replace("__", "."): text for name, text in files.items()}
    return lambda name: texts[name]


def test_includes_are_pasted_once_with_line_marks():
    read = reader(
        a__frag=VERSION + '#include "b.glsl"\n#include "c.glsl"\nvoid main() {}\n',
        b__glsl='#include "c.glsl"\nfloat b;\n',
        c__glsl="float c;\n",
    )
    source = preprocess("a.frag", read=read)
    assert source.files == ("a.frag", "b.glsl", "c.glsl")
    assert source.text().splitlines() == [
        "#version 330 core",
        "#line 1 0",
        "",
        "#line 1 1",
        "#line 1 2",
        "float c;",
        "#line 2 1",
        "float b;",
        "#line 3 0",
        "#line 4 0",
        "void main() {}",
    ]


def test_switches_become_defines():
    read = reader(a__frag=VERSION + "#ifdef FOG\n#endif\n#if TAPS > 3 && defined(WIDE)\n#endif\n#ifndef GAIN\n#endif\n")
    text = preprocess("a.frag", read=read).text({"FOG": True, "TAPS": 5, "WIDE": False, "GAIN": 2.0})
    assert text.splitlines()[:4] == ["#version 330 core", "#define FOG 1", "#define TAPS 5", "#define GAIN 2.0"]


def test_a_misspelt_switch_is_an_error_with_a_suggestion():
    source = preprocess("a.frag", read=reader(a__frag=VERSION + "#ifdef SHADOWS\n#endif\n"))
    with pytest.raises(ShaderError, match=r"'SHADOW'.*did you mean \"SHADOWS\""):
        source.text({"SHADOW": True})


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"a__frag": "void main() {}\n"}, r"a.frag:1: the first line must be"),
        ({"a__frag": "#version 430 core\n"}, r"a.frag:1: the first line must be"),
        ({"a__frag": "// comment\n" + VERSION}, r"a.frag:1: the first line must be"),
        ({"a__frag": VERSION + '#include "b.glsl"\n', "b__glsl": VERSION}, r"b.glsl:1: .*belongs on the first line"),
        ({"a__frag": VERSION + '\n#inlcude "b.glsl"\n'}, r'a.frag:3: unknown directive "#inlcude"'),
        ({"a__frag": VERSION + "#include <b.glsl>\n"}, r"a.frag:2: write #include"),
        ({"a__frag": VERSION + '#include "b.glsl"\n'}, r'no shader "b.glsl", included by a.frag'),
        (
            {
                "a__frag": VERSION + '#include "b.glsl"\n',
                "b__glsl": '#include "c.glsl"\n',
                "c__glsl": '#include "b.glsl"\n',
            },
            r"c.glsl:1: circle of includes: a.frag -> b.glsl -> c.glsl -> b.glsl",
        ),
    ],
)
def test_faults_are_told_with_their_place(files, message):
    with pytest.raises(ShaderError, match=message):
        preprocess("a.frag", read=reader(**files))


def test_generated_text_can_be_included():
    read = reader(a__frag=VERSION + '#include "View.block"\n')
    assert "uniform View" in preprocess("a.frag", {"View.block": "layout(std140) uniform View {};"}, read).text()


@pytest.mark.parametrize(
    "log", ["1:12(3): error: 'x' undeclared", "1(12) : error C1008: 'x'", "ERROR: 1:12: 'x' : undeclared"]
)
def test_places_in_the_logs_of_all_drivers_are_translated(log):
    source = preprocess("a.frag", read=reader(a__frag=VERSION + '#include "b.glsl"\n', b__glsl=""))
    assert source.explain(log).startswith("b.glsl:12:")
