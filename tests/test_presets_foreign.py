"""Presets of ntscQT, presets that other programs wrap, several in a file, and what only looks like one."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from liminal.errors import LiminalError
from liminal.settings.foreign import translate
from liminal.settings.load import load_preset, load_tape
from liminal.tape.dropout import cut, dropouts
from liminal.tape.grid import TEXELS

LOOK = {"version": 1, "snow_intensity": 0.001, "vhs_tape_speed": 3}
# As ntscQT saves one, with values of our own.
QT = {
    "_composite_preemphasis": 0.2,
    "_vhs_out_sharpen": 2,
    "_vhs_edge_wave": 1,
    "_ringing": 0.5,
    "_ringing_power": 2,
    "_ringing_shift": 0.25,
    "_freq_noise_size": 0.75,
    "_freq_noise_amplitude": 2,
    "_color_bleed_horiz": 3,
    "_color_bleed_vert": 0,
    "_video_chroma_noise": 8192,
    "_video_chroma_phase_noise": 2,
    "_video_chroma_loss": 40,
    "_video_noise": 1000,
    "_video_scanline_phase_shift": 90,
    "_video_scanline_phase_shift_offset": 0,
    "_head_switching_speed": 0,
    "_vhs_head_switching": True,
    "_color_bleed_before": True,
    "_enable_ringing2": True,
    "_composite_in_chroma_lowpass": True,
    "_composite_out_chroma_lowpass": True,
    "_composite_out_chroma_lowpass_lite": True,
    "_emulating_vhs": True,
    "_nocolor_subcarrier": False,
    "_vhs_chroma_vert_blend": True,
    "_vhs_svideo_out": True,
    "_output_ntsc": True,
}
# The same in the settings of ntsc-rs, by hand from the factors that its settings/standard.rs has for such files.
QT_AS_NTSC_RS = {
    "version": 1,
    "input_luma_filter": 1,
    "chroma_lowpass_in": 2,
    "chroma_lowpass_out": 1,
    "chroma_demodulation": 0,
    "luma_smear": 0,
    "head_switching": True,
    "head_switching_height": 6,
    "head_switching_offset": 0,
    "head_switching_horizontal_shift": 6,
    "tracking_noise": False,
    "composite_noise": True,
    "composite_noise_intensity": 0.02,
    "luma_noise": False,
    "chroma_noise": True,
    "chroma_noise_intensity": 0.2,
    "snow_intensity": 0,
    "chroma_phase_noise_intensity": 0.01,
    "vhs_settings": True,
    "vhs_tape_speed": 1,
    "vhs_sharpen_enabled": True,
    "vhs_sharpen": 2,
    "vhs_edge_wave_enabled": True,
    "vhs_edge_wave": 0.5,
    "vhs_chroma_vert_blend": True,
}
# What NTSCRT saves around a preset of ntsc-rs: it has a version of its own, and nothing else that ntsc-rs knows.
WRAPPED = {"version": 1, "ntsc": {"enabled": True, "settings": LOOK}, "shader": {"preset": "glow"}}


def saved(tmp_path: Path, document: object) -> Path:
    look = tmp_path / "look.json"
    look.write_text(json.dumps(document))
    return look


def complaint(source: str | Path) -> str:
    with pytest.raises(LiminalError) as caught:
        load_tape(source)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_preset_of_ntscqt_means_what_ntsc_rs_reads_in_it() -> None:
    ours = translate(json.dumps(QT), "qt.json")
    assert ours.program == "ntscQT"
    assert ours.tables == translate(json.dumps(QT_AS_NTSC_RS), "rs.json").tables
    slower = [translate(json.dumps({**QT, "_output_vhs_tape_speed": speed}), "qt.json") for speed in (0, 1, 2)]
    assert [each.tables["tape"]["speed"] for each in slower] == ["sp", "lp", "ep"]


def test_what_ntscqt_has_and_we_have_not_is_told_in_its_own_words() -> None:
    noted = {note.split(" ")[1] for note in translate(json.dumps(QT), "qt.json").notes}
    assert noted == {
        "_composite_preemphasis",
        "_ringing",
        "_ringing_power",
        "_ringing_shift",
        "_freq_noise_size",
        "_freq_noise_amplitude",
        "_color_bleed_horiz",
        "_video_chroma_loss",
        "_video_scanline_phase_shift",
    }
    quiet = {**QT, "_enable_ringing2": False, "_ringing": 1, "_emulating_vhs": False, "_vhs_edge_wave": 99}
    assert not {"_ringing", "_ringing_shift", "_freq_noise_size", "_vhs_edge_wave"} & {
        note.split(" ")[1] for note in translate(json.dumps(quiet), "qt.json").notes
    }


def test_a_wrapped_preset_is_read_and_what_is_around_it_is_named(tmp_path: Path) -> None:
    look = saved(tmp_path, WRAPPED)
    assert load_preset(tape=look).tape.speed == "ep"
    first = load_tape(look).notes[0]
    assert '"ntsc.settings"' in first
    assert '"shader"' in first
    assert load_preset(tape=saved(tmp_path, [[[{"a": LOOK}]]])).tape.speed == "ep"


def test_one_of_several_is_chosen_by_name(tmp_path: Path) -> None:
    several = saved(tmp_path, {"Master": QT, "My look": LOOK})
    told = complaint(several)
    assert all(words in told for words in ("2 presets", '"Master"', '"My look"', f"{several}#Master"))
    assert load_preset(tape=f"{several}#My look").tape.speed == "ep"
    assert load_preset(tape=f"{several}#Master").tape.speed == "sp"
    assert load_tape(f"{several}#My look").title == "My look"
    assert 'called "Mastr" (did you mean "Master"?)' in complaint(f"{several}#Mastr")
    listed = saved(tmp_path, [{"name": "one", "settings": LOOK}, {"settings": QT}])
    assert load_preset(tape=f"{listed}#one").tape.speed == "ep"
    assert load_tape(f"{listed}#one").title == "one"
    assert load_preset(tape=f"{listed}#2.settings").tape.speed == "sp"
    assert "more than one" in complaint(f"{listed}#settings")
    many = complaint(saved(tmp_path, [LOOK] * 500))
    assert "488 more" in many
    assert len(many) < 400


def test_a_file_whose_name_has_the_sign_is_a_file(tmp_path: Path) -> None:
    odd = tmp_path / "a.json#b.json"
    odd.write_text(json.dumps(LOOK))
    assert load_preset(tape=odd).tape.speed == "ep"


@pytest.mark.parametrize(
    "document",
    [
        {},
        [],
        None,
        1,
        "x",
        [LOOK["version"]],
        {"version": 1},
        {"version": 1, "random_seed": 5},
        {"version": 1, "name": "a package", "dependencies": {"left-pad": "1.0"}},
        {"version": 1, "ringing": True, "phone": 1, "tone": "a", "volume": 3},
        {"version": 1, "ntsc": {"enabled": True, "settings": {}}},
        {"liminal": "0.1.0", "settings": {"tape": {"noise": 1}}},
    ],
)
def test_what_is_no_preset_never_passes_as_one(tmp_path: Path, document: object) -> None:
    assert "not a preset of ntsc-rs or ntscQT" in complaint(saved(tmp_path, document))


def test_a_newer_version_is_not_read_as_an_old_one(tmp_path: Path) -> None:
    for change in ({"version": 2}, {"version": "1"}, {"version": None}):
        assert 'it needs "version": 1' in complaint(saved(tmp_path, {**LOOK, **change}))


@pytest.mark.parametrize(
    ("off", "within"),
    [
        ({"vhs_settings": False}, {"vhs_edge_wave": 99, "vhs_edge_wave_speed": 9, "vhs_chroma_loss": 0.5}),
        ({"scale_settings": False}, {"bandwidth_scale": 0.5, "vertical_scale": 99, "scale_with_video_size": True}),
        ({"head_switching": False}, {"head_switching_height": 99, "head_switching_mid_line_jitter": 0.5}),
        (
            {"head_switching_height": 0},
            {"head_switching_start_mid_line": True, "head_switching_mid_line_position": 0.5},
        ),
        ({"luma_noise": True, "luma_noise_intensity": 0}, {"luma_noise_frequency": 0.1, "luma_noise_detail": 3}),
        ({"composite_noise_intensity": 0}, {"composite_noise_frequency": 0.1}),
        ({"ringing_scale": 0}, {"ringing_power": 9, "ringing_frequency": 0.2}),
        ({"snow_intensity": 0}, {"snow_anisotropy": 0.9}),
        ({"tracking_noise_height": 0}, {"tracking_noise_snow_anisotropy": 0.5, "tracking_noise_wave_intensity": 99}),
        ({"vhs_edge_wave": 0}, {"vhs_edge_wave_speed": 9}),
        ({"vhs_sharpen_enabled": False}, {"vhs_sharpen": 9, "vhs_sharpen_frequency": 3}),
    ],
)
def test_what_does_nothing_is_not_noted(off: dict, within: dict) -> None:
    assert not translate(json.dumps({"version": 1, **off, **within}), "look.json").notes
    on = {key: True if isinstance(value, bool) else 1 for key, value in off.items()}
    assert translate(json.dumps({"version": 1, **on, **within}), "look.json").notes


@pytest.mark.parametrize(
    ("key", "dial", "values"),
    [
        ("snow_intensity", "dropouts", (0.01, 0.06, 0.15, 0.5, 2, 10, 50, 100)),
        ("vhs_edge_wave", "jitter", (0.5, 5.3, 11.7, 20)),
        ("vhs_sharpen", "sharpness", (0.25, 1, 2, 5)),
        ("luma_noise_intensity", "noise", (0.01, 0.2, 0.5, 1)),
        ("chroma_noise_intensity", "colour_noise", (0.1, 0.5, 0.75, 1)),
        ("chroma_phase_noise_intensity", "hue", (0.001, 0.1, 0.5, 1)),
    ],
)
def test_severe_looks_differ(tmp_path: Path, key: str, dial: str, values: tuple[float, ...]) -> None:
    looks = [load_preset(tape=saved(tmp_path, {**LOOK, "luma_noise": True, key: value})) for value in values]
    found = [getattr(look.tape, dial) for look in looks]
    assert all(after > before for before, after in pairwise(found))
    assert found[2] > 1.2 * found[1]


def test_snow_touches_as_much_of_a_picture_as_in_ntsc_rs(tmp_path: Path) -> None:
    """A speck of 8 to 64 pixels begins at one pixel in 8 / snow there: exp(-4.5 snow) of a picture is untouched."""
    for snow in (0.01, 0.06, 0.15):
        rate = load_preset(tape=saved(tmp_path, {**LOOK, "snow_intensity": snow})).tape.dropouts
        carrier = np.full((40, 240, TEXELS), 255, np.uint8)
        for field, rows in enumerate(carrier):
            cut(rows, dropouts(rate, 7, field + 8, 0))
        assert (carrier > 250).mean() == pytest.approx(np.exp(-4.5 * snow), abs=0.06)
