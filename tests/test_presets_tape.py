"""Tapes laid over places: by name, by file, from another program, or none."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liminal.assets import preset_names, tape_names, tape_text
from liminal.errors import LiminalError
from liminal.settings.foreign import translate
from liminal.settings.load import load_preset, load_tape
from liminal.settings.preset import LOOK_TABLES, Preset

# A preset as ntsc-rs saves one, with values of our own; all that version 0.9 writes.
WHOLE = {
    "version": 1,
    "random_seed": 4711,
    "use_field": 4,
    "filter_type": 1,
    "input_luma_filter": 2,
    "chroma_lowpass_in": 2,
    "chroma_demodulation": 3,
    "luma_smear": 0.62,
    "composite_preemphasis": 0.7,
    "video_scanline_phase_shift": 2,
    "video_scanline_phase_shift_offset": 1,
    "head_switching": True,
    "head_switching_height": 9,
    "head_switching_offset": 5,
    "head_switching_horizontal_shift": 60.0,
    "head_switching_start_mid_line": True,
    "head_switching_mid_line_position": 0.9,
    "head_switching_mid_line_jitter": 0.02,
    "tracking_noise": True,
    "tracking_noise_height": 30,
    "tracking_noise_wave_intensity": 10.0,
    "tracking_noise_snow_intensity": 0.05,
    "tracking_noise_snow_anisotropy": 0.3,
    "tracking_noise_noise_intensity": 0.2,
    "composite_noise": True,
    "composite_noise_intensity": 0.06,
    "composite_noise_frequency": 0.4,
    "composite_noise_detail": 2,
    "ringing": True,
    "ringing_frequency": 0.4,
    "ringing_power": 3.0,
    "ringing_scale": 2.0,
    "luma_noise": True,
    "luma_noise_intensity": 0.03,
    "luma_noise_frequency": 0.6,
    "luma_noise_detail": 1,
    "chroma_noise": True,
    "chroma_noise_intensity": 0.12,
    "chroma_noise_frequency": 0.04,
    "chroma_noise_detail": 2,
    "snow_intensity": 0.0001,
    "snow_anisotropy": 0.4,
    "chroma_phase_noise_intensity": 0.01,
    "chroma_phase_error": 0.02,
    "chroma_delay_horizontal": 1.5,
    "chroma_delay_vertical": 1,
    "vhs_settings": True,
    "vhs_tape_speed": 3,
    "vhs_chroma_loss": 0.001,
    "vhs_sharpen_enabled": True,
    "vhs_sharpen": 0.4,
    "vhs_sharpen_frequency": 1.2,
    "vhs_edge_wave_enabled": True,
    "vhs_edge_wave": 0.8,
    "vhs_edge_wave_speed": 5.0,
    "vhs_edge_wave_frequency": 0.06,
    "vhs_edge_wave_detail": 3,
    "vhs_chroma_vert_blend": True,
    "chroma_lowpass_out": 1,
    "scale_settings": True,
    "bandwidth_scale": 1.0,
    "vertical_scale": 1.0,
    "scale_with_video_size": False,
}

# What each setting of ntsc-rs turns up or down here.
MAPPED = {
    "luma_smear": ("tape", "emphasis", 0, 1),
    "head_switching_height": ("tape", "head_switch", 0, 24),
    "head_switching_horizontal_shift": ("tape", "head_switch", 0, 100),
    "tracking_noise_height": ("tape", "tracking", 0, 120),
    "tracking_noise_wave_intensity": ("tape", "tracking", 0, 50),
    "tracking_noise_snow_intensity": ("tape", "tracking", 0, 1),
    "tracking_noise_noise_intensity": ("tape", "tracking", 0, 1),
    "composite_noise_intensity": ("signal", "noise", 0, 1),
    "luma_noise_intensity": ("tape", "noise", 0, 1),
    "chroma_noise_intensity": ("tape", "colour_noise", 0, 1),
    "snow_intensity": ("tape", "dropouts", 0, 100),
    "chroma_phase_noise_intensity": ("tape", "hue", 0, 1),
    "vhs_sharpen": ("tape", "sharpness", 0, 5),
    "vhs_edge_wave": ("tape", "jitter", 0, 20),
}
# Settings that choose, or switch a group.
CHOSEN = {
    "input_luma_filter": 0,
    "chroma_demodulation": 1,
    "vhs_tape_speed": 1,
    "vhs_chroma_vert_blend": False,
    "head_switching": False,
    "head_switching_offset": 9,
    "tracking_noise": False,
    "composite_noise": False,
    "luma_noise": False,
    "chroma_noise": False,
    "vhs_settings": False,
    "vhs_sharpen_enabled": False,
    "vhs_edge_wave_enabled": False,
}
SILENT = {"version", "use_field", "video_scanline_phase_shift", "ringing", "scale_with_video_size"} | {
    "scale_settings",
    "bandwidth_scale",
    "vertical_scale",
    "head_switching_start_mid_line",
    "chroma_lowpass_in",
    "chroma_lowpass_out",
}


def dial(preset: dict, table: str, key: str) -> float:
    return translate(json.dumps(preset), "look.json").tables[table][key]


def test_the_tapes_that_come_with_the_program() -> None:
    assert {
        "camcorder",
        "copy",
        "rental",
        "off-air-ep",
        "vhs-c-1991",
        "video8",
        "minidv",
        "cctv",
        "betacam",
        "clean",
    } == set(tape_names())
    assert not set(tape_names()) & (set(preset_names()) | {"off"})
    tapes = [load_tape(name) for name in tape_names()]
    assert all(tape.title and tape.description.endswith(".") and not tape.notes for tape in tapes)
    assert len({tape.title for tape in tapes}) == len(tapes)
    assert all(set(tape.tables) <= set(LOOK_TABLES) for tape in tapes)
    looks = [load_preset(tape=name).model_dump_json(include=set(LOOK_TABLES)) for name in tape_names()]
    assert len(set(looks)) == len(looks)


def test_a_tape_changes_its_own_tables_and_no_others(tmp_path: Path) -> None:
    place = tmp_path / "place.toml"
    place.write_text('title = "Mine"\n[operator]\nmood = 0.75\n[tape]\nformat = "vhs"\njitter = 9.0\n')
    worn = load_preset(place, tape="rental")
    assert (worn.title, worn.operator.mood) == ("Mine", 0.75)
    assert worn.tape == load_preset(tape="rental").tape
    assert load_preset(place).tape.jitter == 9.0
    assert load_preset(place, ["tape.jitter=4"], "rental").tape.jitter == 4.0


def test_off_is_off(tmp_path: Path) -> None:
    place = tmp_path / "place.toml"
    place.write_text('[tape]\nformat = "vhs"\n[signal]\ncomposite = 1.0\n[display]\nrec = true\n')
    off = load_preset(place, tape="off")
    assert off.tape.format is None
    assert all(getattr(off, name) == getattr(Preset(), name) for name in LOOK_TABLES if name in Preset.model_fields)


def test_a_file_may_extend_a_tape_and_a_file(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text('extends = "rental"\n[tape]\njitter = 5.0')
    (tmp_path / "mine.toml").write_text('extends = "base.toml"\ntitle = "M"\n[tape]\nnoise = 4.0')
    tape = load_preset(tape=tmp_path / "mine.toml").tape
    assert (tape.noise, tape.jitter, tape.dropouts) == (4.0, 5.0, load_preset(tape="rental").tape.dropouts)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[world]\nlamp_dead = 1.0", "[world] is no table of a tape"),
        ("[tape]\nspeeed = 'sp'", '[tape] unknown key "speeed" (did you mean "speed"?)'),
        ("[tape]\nnoise = 11", "it must be a number from 0 to 10"),
        ("extends = 'level-0'", 'unknown tape "level-0"'),
        ("x = = 1", "not valid TOML"),
    ],
)
def test_the_mistakes_of_a_file_are_named(tmp_path: Path, text: str, words: str) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(text)
    with pytest.raises(LiminalError) as caught:
        load_preset(tape=mine)
    assert str(caught.value).startswith(f"{mine}: ")
    assert words in str(caught.value)


def test_a_place_is_no_tape_and_a_tape_no_place() -> None:
    with pytest.raises(LiminalError, match=r'unknown tape "camcoder" .did you mean "camcorder"'):
        load_preset(tape="camcoder")
    with pytest.raises(LiminalError, match="--tape rental"):
        load_preset("rental")
    with pytest.raises(LiminalError, match="cannot read"):
        load_preset(tape="no/such.json")
    assert tape_text("clean").startswith("version = 1")


def test_a_preset_of_ntsc_rs_is_read_whole(tmp_path: Path) -> None:
    look = tmp_path / "look.json"
    look.write_text(json.dumps(WHOLE))
    preset, notes = load_preset(tape=look), load_tape(look).notes
    assert (preset.tape.format, preset.tape.speed, preset.signal.separation) == ("vhs", "ep", "comb")
    # Nothing is dropped in silence: each key has an effect, a note, or a value that does nothing.
    noted = {note.removeprefix(f"{look}: ").split(" ")[0] for note in notes}
    assert noted | set(MAPPED) | set(CHOSEN) | SILENT >= set(WHOLE)
    assert not noted & (set(MAPPED) | set(CHOSEN))
    assert all("\n" not in note for note in notes)


@settings(max_examples=60)
@given(st.sampled_from(sorted(MAPPED)), st.floats(0, 1), st.floats(0, 1))
def test_what_is_mapped_grows_with_it(key: str, one: float, two: float) -> None:
    table, name, low, high = MAPPED[key]
    values = [dial({**WHOLE, key: low + share * (high - low)}, table, name) for share in sorted((one, two))]
    assert values[0] <= values[1]
    # What works in its stead is at rest, so that this one shows.
    rest = {other: 0 for other in MAPPED if other.startswith("tracking") and not key.endswith("height")} | {
        "tracking_noise_height": WHOLE["tracking_noise_height"]
    }
    assert dial({**WHOLE, **rest, key: low}, table, name) < dial({**WHOLE, **rest, key: high}, table, name)


@pytest.mark.parametrize("key", sorted(CHOSEN))
def test_what_chooses_changes_something(key: str) -> None:
    one, two = (translate(json.dumps({**WHOLE, **change}), "look.json").tables for change in ({}, {key: CHOSEN[key]}))
    assert one != two


def test_without_a_tape_the_filters_in_front_limit_colour() -> None:
    bands = [
        dial(
            {**WHOLE, "vhs_settings": False, "chroma_lowpass_in": kind, "chroma_lowpass_out": 0}, "tape", "colour_band"
        )
        for kind in range(3)
    ]
    assert bands == sorted(bands)
    assert len(set(bands)) == 3


def test_everything_switched_off_leaves_little_of_a_deck() -> None:
    off = {key: False for key, value in WHOLE.items() if isinstance(value, bool)}
    still = {"version": 1, **off, "luma_smear": 0, "snow_intensity": 0, "chroma_phase_noise_intensity": 0}
    still |= {"chroma_lowpass_in": 0, "chroma_lowpass_out": 0}
    tables = translate(json.dumps(still), "look.json").tables
    dials = {key: value for key, value in tables["tape"].items() if isinstance(value, float)}
    assert dials
    assert set(dials.values()) == {0.0}
    assert tables["signal"]["noise"] == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"snwo_intensity": 1}, 'unknown key "snwo_intensity" (did you mean "snow_intensity"?)'),
        ({"vhs_edge_wave": 99}, "vhs_edge_wave is 99; 20 is used"),
        ({"chroma_phase_error": 0.5}, "chroma_phase_error = 0.5 has no counterpart"),
        ({"use_field": 0}, "use_field = 0 has no counterpart"),
    ],
)
def test_what_cannot_be_used_is_told(change: dict, words: str) -> None:
    notes = translate(json.dumps({**WHOLE, **change}), "look.json").notes
    assert any(words in note for note in notes)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("not json", "not valid JSON"),
        ("[1]", "not a preset of ntsc-rs"),
        ('{"version": 2}', "not a preset of ntsc-rs"),
        ("{}", "not a preset of ntsc-rs"),
        ('{"version": 1, "vhs_settings": 1}', "vhs_settings is 1; it must be true or false"),
        ('{"version": 1, "luma_smear": "much"}', 'luma_smear is "much"; it must be a number from 0 to 1'),
        ('{"version": 1, "luma_smear": NaN}', "luma_smear is NaN"),
        ('{"version": 1, "luma_smear": null}', "luma_smear is null"),
    ],
)
def test_what_is_no_such_preset(text: str, words: str) -> None:
    with pytest.raises(LiminalError) as caught:
        translate(text, "look.json")
    assert str(caught.value).startswith("look.json: ")
    assert words in str(caught.value)


def test_list_show_and_check_know_tapes(liminal, tmp_path: Path) -> None:
    listed = liminal("presets", "list").out
    assert all(name in listed for name in (*preset_names(), *tape_names()))
    shown = liminal("presets", "show", "rental").out
    assert "[tape]" in shown
    assert "[world]" not in shown
    look = tmp_path / "look.json"
    look.write_text(json.dumps(WHOLE))
    checked = liminal("presets", "check", look)
    assert checked.status == 0
    assert "random_seed = 4711 has no counterpart: give --seed instead" in checked.out
    assert "all settings hold" in checked.out


def test_a_picture_on_a_foreign_tape_warns_of_what_is_lost(liminal, tmp_path: Path) -> None:
    look = tmp_path / "look.json"
    look.write_text('{"version": 1, "random_seed": 5, "vhs_tape_speed": 2, "vhs_chroma_los": 1}')
    made = liminal("still", "--tape", look, "--size", "640x480", "-o", tmp_path / "a.png")
    assert made.status == 0
    warnings = made.err.splitlines()
    assert len(warnings) == 2
    assert 'unknown key "vhs_chroma_los" (did you mean "vhs_chroma_loss"?)' in warnings[0]
    assert "random_seed = 5 has no counterpart" in warnings[1]
