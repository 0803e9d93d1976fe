"""Presets: what a person may write, and what the program answers when it does not hold."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liminal.assets import preset_names
from liminal.errors import LiminalError
from liminal.settings.load import load_preset
from liminal.settings.preset import Preset
from liminal.settings.section import Section
from liminal.settings.seed import SEED_MAX, parse_seed


def complaint(source: object, *overrides: str) -> str:
    with pytest.raises(LiminalError) as caught:
        load_preset(str(source), overrides)
    message = str(caught.value)
    assert "\n" not in message
    return message


@pytest.fixture
def write(tmp_path: Path):
    """Write preset files: `write(a='title = "A"')` returns the path of a.toml."""

    def write(**files: str) -> Path:
        for name, text in files.items():
            (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        return tmp_path / f"{next(iter(files))}.toml"

    return write


def test_the_presets_that_come_with_the_program() -> None:
    assert {"level-0", "level-0-vast", "level-0-dim"} <= set(preset_names())
    loaded = [load_preset(name) for name in preset_names()]
    assert all(preset.title and preset.description.endswith(".") for preset in loaded)
    assert len({preset.title for preset in loaded}) == len(loaded)


def test_an_empty_file_is_level_0(write) -> None:
    naming = {"version", "extends", "title", "description"}
    assert load_preset(write(mine="")).model_dump(exclude=naming) == load_preset().model_dump(exclude=naming)


def test_a_file_hides_what_it_extends_and_no_more(write) -> None:
    base = "[operator]\nspeed = 1.5\neye_height = 1.8"
    mine = write(mine='extends = "base.toml"\n[operator]\nspeed = 2.0', base=base)
    operator = load_preset(mine).operator
    assert (operator.speed, operator.eye_height) == (2.0, 1.8)
    assert operator.gaze_lead == Preset().operator.gaze_lead


def test_an_override_hides_the_file(write) -> None:
    mine = write(mine="[operator]\nspeed = 2.0")
    assert load_preset(mine, ["operator.speed=0.5", "title=The long way"]).operator.speed == 0.5
    assert load_preset(mine, ["title=The long way"]).title == "The long way"
    assert load_preset(mine, ["operator.speed=1"]).operator.speed == 1.0


def test_every_setting_has_help_and_numbers_have_bounds() -> None:
    def check(section: type[Section]) -> None:
        for name, field in section.model_fields.items():
            where = f"{section.__name__}.{name}"
            assert field.description, where
            if field.annotation in (int, float):
                assert field.metadata, f"{where} has no range"
            if isinstance(field.annotation, type) and issubclass(field.annotation, Section):
                check(field.annotation)

    check(Preset)


def test_defaults_hold() -> None:
    text = Preset().model_dump_json()
    assert Preset.model_validate_json(text, strict=True) == Preset()


def test_misspelt_key_names_file_key_and_neighbour(write) -> None:
    mine = write(mine="[operator]\nsped = 1.0")
    assert complaint(mine) == f'{mine}: [operator] unknown key "sped" (did you mean "speed"?)'
    assert '"speed"' in complaint("level-0", "operator.sped=1")


def test_key_in_the_wrong_table_is_sent_home() -> None:
    assert complaint("level-0", "light.speed=1") == '--set: [light] unknown key "speed" (it belongs to [operator])'


def test_list_says_how_many_and_how_large() -> None:
    for value in ("[1, 0, 0]", "[0.5, 0.5]", "0.5", "[0.1, 0.2, 'x']"):
        assert complaint("level-0", f"surface.paper={value}").endswith("it must be a list of 3 numbers from 0 to 0.92")
    told = complaint("level-0", 'sound.distant=["bell"]')
    assert told.endswith('distant is "bell"; it must be a list of any of "thud", "voice", "shutter"')


def test_misspelt_table_names_a_table(write) -> None:
    mine = write(mine="[opreator]\nspeed = 1.0")
    assert complaint(mine).endswith('unknown table "opreator" (did you mean "operator"?)')


def test_the_mistake_of_a_base_is_the_base_s(write) -> None:
    mine = write(mine='extends = "base.toml"', base="[operator]\nsped = 1.0")
    assert complaint(mine).startswith(f"{mine.with_name('base.toml')}: [operator] unknown key")


def test_out_of_range_says_value_unit_and_range(write) -> None:
    mine = write(mine="[operator]\nspeed = -3")
    assert complaint(mine) == f"{mine}: [operator] speed is -3 m/s; it must be a number from 0.2 to 2.0 m/s"


@pytest.mark.parametrize("value", ["true", '"1.0"', "nan", "inf", "[1.0]", "1979-05-27", "fast", ""])
def test_what_is_no_number_is_refused(value: str) -> None:
    assert "[operator] speed is " in complaint("level-0", f"operator.speed={value}")


@pytest.mark.parametrize("override", ["operator.speed", "=3", "operator.=3", ".speed=3", "", "operator..speed=1"])
def test_malformed_override_shows_the_form(override: str) -> None:
    assert "section.key=VALUE" in complaint("level-0", override)


def test_a_table_is_not_a_value() -> None:
    assert '"operator" is a table' in complaint("level-0", "operator=3")
    assert "cannot be set here" in complaint("level-0", "extends=level-0-dim")


def test_extends_in_a_circle_is_refused(write) -> None:
    assert "extends itself" in complaint(write(a='extends = "b.toml"', b='extends = "a.toml"'))
    assert "extends itself" in complaint(write(c='extends = "./c.toml"'))


def test_extends_something_that_is_not_there(write) -> None:
    mine = write(mine='extends = "levl-0"')
    assert complaint(mine).startswith(f'{mine}: extends: unknown preset "levl-0" (did you mean "level-0"?)')
    assert complaint(write(mine='extends = "no.toml"')).startswith(f"{mine}: extends: cannot read")


@pytest.mark.parametrize("source", ["levle-0", "", "no/such.toml", "../presets/level-0", "."])
def test_unknown_preset(source: str) -> None:
    complaint(source)


def test_not_toml_and_not_text(tmp_path: Path, write) -> None:
    assert "not valid TOML" in complaint(write(mine="x = = 1"))
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in complaint(tmp_path / "binary.toml")


def test_schema_closes_every_table() -> None:
    schema = json.loads(json.dumps(Preset.model_json_schema()))
    tables = [schema, *schema["$defs"].values()]
    assert all(table["additionalProperties"] is False for table in tables if table["type"] == "object")
    assert schema["$defs"]["OperatorSettings"]["properties"]["speed"]["unit"] == "m/s"


@given(st.integers(0, SEED_MAX))
def test_a_number_is_itself(number: int) -> None:
    assert parse_seed(number) == parse_seed(f" {number} ") == number


@given(st.text(min_size=1))
def test_any_text_is_a_seed_or_one_line(text: str) -> None:
    try:
        seed, complaint = parse_seed(text), ""
    except LiminalError as error:
        seed, complaint = 0, str(error)
    assert 0 <= seed <= SEED_MAX
    assert len(complaint.splitlines()) <= 1


def test_words_are_pinned() -> None:
    # BLAKE2b-64 of the UTF-8 bytes, little end first, without the sign bit: `printf backrooms | b2sum -l 64`.
    assert parse_seed("backrooms") == int.from_bytes(bytes.fromhex("30f5370229e99ece"), "little") & SEED_MAX


def test_one_word_in_two_spellings_of_unicode() -> None:
    assert parse_seed("caf\u00e9") == parse_seed("cafe\u0301")


@pytest.mark.parametrize("seed", ["", "  ", "-1", "1.5", "1e9", "1,000", str(2**63)])
def test_seeds_that_are_none(seed: str) -> None:
    with pytest.raises(LiminalError, match="seed"):
        parse_seed(seed)
