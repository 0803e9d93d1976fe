"""Presets of ntsc-rs: what they mean here, and what has no counterpart.

ntsc-rs (settings/standard.rs, version 1 of its presets) filters pictures where we play a carrier, so nothing
translates exactly; but each dial set here grows with the setting it stands for. What cannot be told in our dials comes
out as notes, unless it is set so that it does nothing.
"""

import json
from dataclasses import dataclass
from typing import Any

from liminal.errors import LiminalError, did_you_mean

Value = float | bool


@dataclass(frozen=True)
class Foreign:
    """The tables of a tape, and what of the foreign preset is not in them, one line each."""

    tables: dict[str, dict[str, Any]]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Key:
    """A setting of ntsc-rs.

    `absent`: its value where a preset does not say. `low`, `high`: its range; equal for one that is true or false.
    `within`: the switches without which it does nothing. `lost`: why it has no counterpart, or None if it has one.
    `idle`: the value at which a lost one does nothing.
    """

    absent: Value
    low: float = 0
    high: float = 0
    within: tuple[str, ...] = ()
    lost: str | None = None
    idle: Value | None = None

    @property
    def is_switch(self) -> bool:
        return self.low == self.high


_NOISE = "noise here is that of a carrier, its colour follows from the tape"
_HEADS = "the heads change in the middle of a line here, where SMPTE 32M has it"
_VHS, _WAVE, _HEAD = ("vhs_settings",), ("vhs_settings", "vhs_edge_wave_enabled"), ("head_switching",)
_MIDDLE = ("head_switching", "head_switching_start_mid_line")
_NTSC = "the subcarrier runs as NTSC has it"
_SCALE = "pictures have the size of NTSC here"

_KEYS: dict[str, _Key] = {
    "version": _Key(1, 1, 1_000_000),
    "random_seed": _Key(0, -(2**31), 2**31 - 1, lost="give --seed instead", idle=0),
    "use_field": _Key(4, 0, 5, lost="pictures are interlaced here, upper field first", idle=4),
    "filter_type": _Key(0, 0, 1, lost="filters follow from the format of the tape"),
    "input_luma_filter": _Key(2, 0, 2),
    "chroma_lowpass_in": _Key(2, 0, 2),
    "chroma_lowpass_out": _Key(2, 0, 2),
    "chroma_demodulation": _Key(1, 0, 3),
    "luma_smear": _Key(0.0, 0, 1),
    "composite_preemphasis": _Key(1.0, -1, 2, lost="cables do not sharpen here", idle=0),
    "video_scanline_phase_shift": _Key(2, 0, 3, lost=_NTSC, idle=2),
    "video_scanline_phase_shift_offset": _Key(0, 0, 3, lost=_NTSC, idle=0),
    "head_switching": _Key(True),
    "head_switching_height": _Key(8, 0, 24, _HEAD),
    "head_switching_offset": _Key(3, 0, 24, _HEAD),
    "head_switching_horizontal_shift": _Key(72.0, -100, 100, _HEAD),
    "head_switching_start_mid_line": _Key(False, within=_HEAD, lost=_HEADS, idle=True),
    "head_switching_mid_line_position": _Key(0.95, 0, 1, _MIDDLE, _HEADS),
    "head_switching_mid_line_jitter": _Key(0.03, 0, 1, _MIDDLE, _HEADS),
    "tracking_noise": _Key(True),
    "tracking_noise_height": _Key(12, 0, 120, ("tracking_noise",)),
    "tracking_noise_wave_intensity": _Key(15.0, -50, 50, ("tracking_noise",)),
    "tracking_noise_snow_intensity": _Key(0.025, 0, 1, ("tracking_noise",)),
    "tracking_noise_snow_anisotropy": _Key(0.25, 0, 1, ("tracking_noise",), "snow follows from the carrier"),
    "tracking_noise_noise_intensity": _Key(0.25, 0, 1, ("tracking_noise",)),
    "composite_noise": _Key(True),
    "composite_noise_intensity": _Key(0.05, 0, 1, ("composite_noise",)),
    "composite_noise_frequency": _Key(0.25, 0, 1, ("composite_noise",), "noise of the cable is white"),
    "composite_noise_detail": _Key(1, 1, 5, ("composite_noise",), "noise of the cable is white"),
    "ringing": _Key(True),
    "ringing_frequency": _Key(0.45, 0, 1, ("ringing",), "there is no dial for ringing"),
    "ringing_power": _Key(4.0, 1, 10, ("ringing",), "there is no dial for ringing"),
    "ringing_scale": _Key(4.0, 0, 10, ("ringing",), "there is no dial for ringing", idle=0),
    "luma_noise": _Key(False),
    "luma_noise_intensity": _Key(0.01, 0, 1, ("luma_noise",)),
    "luma_noise_frequency": _Key(0.5, 0, 1, ("luma_noise",), _NOISE),
    "luma_noise_detail": _Key(1, 1, 5, ("luma_noise",), _NOISE),
    "chroma_noise": _Key(True),
    "chroma_noise_intensity": _Key(0.1, 0, 1, ("chroma_noise",)),
    "chroma_noise_frequency": _Key(0.05, 0, 0.5, ("chroma_noise",), _NOISE),
    "chroma_noise_detail": _Key(1, 1, 5, ("chroma_noise",), _NOISE),
    "snow_intensity": _Key(0.00025, 0, 100),
    "snow_anisotropy": _Key(0.5, 0, 1, lost="dropouts lie where the tape is scratched", idle=0),
    "chroma_phase_noise_intensity": _Key(0.001, 0, 1),
    "chroma_phase_error": _Key(0.0, 0, 1, lost="the burst keeps the hue right on the whole", idle=0),
    "chroma_delay_horizontal": _Key(0.0, -40, 40, lost="colour and luma arrive together", idle=0),
    "chroma_delay_vertical": _Key(0, -20, 20, lost="colour sinks with each of tape.generations", idle=0),
    "vhs_settings": _Key(True),
    "vhs_tape_speed": _Key(2, 0, 3, _VHS),
    "vhs_chroma_loss": _Key(0.000025, 0, 1, _VHS, "colour is lost in dropouts only", idle=0),
    "vhs_sharpen_enabled": _Key(True, within=_VHS),
    "vhs_sharpen": _Key(0.25, 0, 5, ("vhs_settings", "vhs_sharpen_enabled")),
    "vhs_sharpen_frequency": _Key(
        1.0, 0.5, 4, ("vhs_settings", "vhs_sharpen_enabled"), "the deck's own is fixed", idle=1
    ),
    "vhs_edge_wave_enabled": _Key(True, within=_VHS),
    "vhs_edge_wave": _Key(0.5, 0, 20, _WAVE),
    "vhs_edge_wave_speed": _Key(4.0, 0, 10, _WAVE, "lines move as the drum and the tape do"),
    "vhs_edge_wave_frequency": _Key(0.05, 0, 0.5, _WAVE, "lines move as the drum and the tape do"),
    "vhs_edge_wave_detail": _Key(1, 1, 5, _WAVE, "lines move as the drum and the tape do"),
    "vhs_chroma_vert_blend": _Key(True),
    "scale_settings": _Key(True, lost=_SCALE, idle=False),
    "bandwidth_scale": _Key(1.0, 0.125, 8, ("scale_settings",), _SCALE, idle=1),
    "vertical_scale": _Key(1.0, 0.125, 8.8, ("scale_settings",), _SCALE, idle=1),
    "scale_with_video_size": _Key(False, within=("scale_settings",), lost=_SCALE, idle=False),
}


def translate(text: str, place: str) -> Foreign:
    """Read a preset of ntsc-rs, JSON; `place` names the file in errors.

    Raises LiminalError for what is no such preset, or holds values of the wrong kind.
    """
    preset, notes = _values(text, place)

    def value(key: str) -> float:
        """What a setting amounts to: 0 where its group is switched off."""
        return float(preset[key]) if all(preset[switch] for switch in _KEYS[key].within) else 0.0

    speed = int(value("vhs_tape_speed"))
    on_tape = 1.0 if speed else 0.0
    seen = max(value("head_switching_height") - value("head_switching_offset"), 0)
    disturbed = max(
        value("tracking_noise_noise_intensity"),
        value("tracking_noise_snow_intensity"),
        abs(value("tracking_noise_wave_intensity")) / 50,
    )
    filtered = max(value("chroma_lowpass_in"), value("chroma_lowpass_out")) / 2
    # Without a tape there is nothing that limits; what is left of the deck is its noise and its mechanics.
    tape = {
        "format": "vhs",
        "speed": ("sp", "sp", "lp", "ep")[speed],
        "band": on_tape,
        "emphasis": value("luma_smear"),
        "colour_band": max(on_tape, filtered),
        "noise": min(value("luma_noise_intensity") * 50, 10),
        "colour_noise": min(value("chroma_noise_intensity") * 20, 10),
        "colour_average": value("vhs_chroma_vert_blend"),
        "sharpness": min(value("vhs_sharpen"), 1),
        "dropouts": min(value("snow_intensity") * 6e6, 20_000),
        "compensation": False,
        "tracking": (value("tracking_noise_height") / 120 * disturbed) ** 0.5,
        "jitter": min(value("vhs_edge_wave") * 2, 10),
        "head_switch": min(seen / 5 * abs(value("head_switching_horizontal_shift")) / 72, 1),
        "flagging": 0.0,
        "hue": min(value("chroma_phase_noise_intensity") * 100, 10),
    }
    signal = {
        "composite": (1.0, 0.7, 0.5)[int(value("input_luma_filter"))],
        "separation": "comb" if value("chroma_demodulation") >= 2 else "notch",
        "noise": min(value("composite_noise_intensity") * 30, 50),
    }
    return Foreign({"signal": signal, "tape": tape}, notes)


def _values(text: str, place: str) -> tuple[dict[str, Value], tuple[str, ...]]:
    """Read the values of all settings, and note what is unknown, out of range, or cannot be told here."""
    try:
        found = json.loads(text)
    except ValueError as error:
        raise LiminalError(f"{place}: not valid JSON: {error}") from None
    if isinstance(found, dict) and "_composite_preemphasis" in found:
        raise LiminalError(f"{place}: a preset of ntscQT; open it in ntsc-rs, save it there, and give that file")
    if not isinstance(found, dict) or found.get("version") != 1:
        raise LiminalError(f'{place}: not a preset of ntsc-rs: it needs "version": 1; save it anew in ntsc-rs')

    notes = [
        f'{place}: unknown key "{key}"{did_you_mean(key, _KEYS)}; it does nothing' for key in found if key not in _KEYS
    ]
    values: dict[str, Value] = {}
    for name, key in _KEYS.items():
        given = found.get(name, key.absent)
        values[name] = _checked(given, name, key, place)
        if values[name] != given:
            notes.append(f"{place}: {name} is {given}; {values[name]:g} is used, the nearest that ntsc-rs allows")
    for name, key in _KEYS.items():
        working = all(values[switch] for switch in key.within)
        if key.lost is not None and name in found and working and (key.idle is None or values[name] != key.idle):
            notes.append(f"{place}: {name} = {json.dumps(found[name])} has no counterpart: {key.lost}")
    return values, tuple(notes)


def _checked(given: Any, name: str, key: _Key, place: str) -> Value:
    if key.is_switch:
        if not isinstance(given, bool):
            raise LiminalError(f"{place}: {name} is {json.dumps(given)}; it must be true or false")
        return given
    # NaN, which Python's JSON knows, equals nothing, itself included.
    if isinstance(given, bool) or not isinstance(given, int | float) or given != given:
        raise LiminalError(f"{place}: {name} is {json.dumps(given)}; it must be a number from {key.low} to {key.high}")
    return min(max(given, key.low), key.high)
