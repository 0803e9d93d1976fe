"""The names that others build on: few, sorted, documented and typed."""

import inspect

import pytest

import liminal


def test_the_list_is_sorted_and_short() -> None:
    assert liminal.__all__ == sorted(liminal.__all__)
    assert 8 <= len(liminal.__all__) <= 30


@pytest.mark.parametrize("name", liminal.__all__)
def test_each_is_there_and_documented(name: str) -> None:
    thing = getattr(liminal, name)
    assert isinstance(thing, str) or inspect.getdoc(thing)
    assert name in dir(liminal)


def test_nothing_else_is_public() -> None:
    ours = {name for name, thing in vars(liminal).items() if getattr(thing, "__module__", "").startswith("liminal")}
    strays = {name for name in ours if not name.startswith("_")} - set(liminal.__all__)
    assert not strays


def test_every_parameter_has_a_type() -> None:
    functions = [thing for name in liminal.__all__ if inspect.isfunction(thing := getattr(liminal, name))]
    assert functions
    for function in functions:
        signature = inspect.signature(function)
        bare = [name for name, each in signature.parameters.items() if each.annotation is inspect.Parameter.empty]
        assert not bare, f"{function.__name__}: {bare}"
        assert signature.return_annotation is not inspect.Signature.empty, function.__name__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        liminal.no_such_name  # noqa: B018
