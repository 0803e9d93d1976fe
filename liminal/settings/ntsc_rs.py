"""Presets of ntsc-rs: their settings as dials of a tape, and those without a counterpart.

ntsc-rs (settings/standard.rs, version 1 of its presets) filters pictures where we play a carrier, so nothing
translates exactly; but each dial rises with its setting. A setting without a counterpart has a reason, and a value at
which it does nothing.
"""

from collections.abc import Mapping
from typing import Any

from liminal.settings.foreign_setting import ForeignSetting, Value, amount
from liminal.settings.tape import MOST_DROPOUTS

_NOISE = "noise here is that of a carrier, its colour follows from the tape"
_HEADS = "the heads change in the middle of a line here, where SMPTE 32M has it"
_WHITE = "noise of the cable is white"
_RINGING = "there is no dial for ringing"
_WAVES = "lines move as the drum and the tape do"
_HEAD = ("head_switching",)
_SEEN = (*_HEAD, "head_switching_height", "head_switching_horizontal_shift")
_MIDDLE = (*_SEEN, "head_switching_start_mid_line")
_TRACKING = ("tracking_noise", "tracking_noise_height")
_VHS = ("vhs_settings",)
_SHARPEN, _WAVE = (*_VHS, "vhs_sharpen_enabled"), (*_VHS, "vhs_edge_wave_enabled")
_MOVED = (*_WAVE, "vhs_edge_wave")
_CABLE = ("composite_noise", "composite_noise_intensity")
_RINGS = ("ringing", "ringing_scale")
_LUMA, _CHROMA = ("luma_noise", "luma_noise_intensity"), ("chroma_noise", "chroma_noise_intensity")
_NTSC = "the subcarrier runs as NTSC has it"
_SCALE = "pictures have the size of NTSC here"

# Dropouts a minute for snow of 1. Snow of s begins a speck at one pixel in 8 / s, 36 pixels long on the average, and so
# leaves exp(-4.5 s) of a picture untouched; R dropouts a minute leave exp(-1.45e-6 R) of a signal.
_SPECKS = 3.1e6

NTSC_RS: dict[str, ForeignSetting] = {
    "version": ForeignSetting(1, 1, 1_000_000),
    "random_seed": ForeignSetting(0, -(2**31), 2**31 - 1, lost="give --seed instead", idle=0),
    "use_field": ForeignSetting(4, 0, 5, lost="pictures are interlaced here, upper field first", idle=4),
    "filter_type": ForeignSetting(0, 0, 1, lost="filters follow from the format of the tape"),
    "input_luma_filter": ForeignSetting(2, 0, 2),
    "chroma_lowpass_in": ForeignSetting(2, 0, 2),
    "chroma_lowpass_out": ForeignSetting(2, 0, 2),
    "chroma_demodulation": ForeignSetting(1, 0, 3),
    "luma_smear": ForeignSetting(0.0, 0, 1),
    "composite_preemphasis": ForeignSetting(1.0, -1, 2, lost="cables do not sharpen here", idle=0),
    "video_scanline_phase_shift": ForeignSetting(2, 0, 3, lost=_NTSC, idle=2),
    "video_scanline_phase_shift_offset": ForeignSetting(0, 0, 3, lost=_NTSC, idle=0),
    "head_switching": ForeignSetting(True),
    "head_switching_height": ForeignSetting(8, 0, 24, _HEAD),
    "head_switching_offset": ForeignSetting(3, 0, 24, _HEAD),
    "head_switching_horizontal_shift": ForeignSetting(72.0, -100, 100, _HEAD),
    "head_switching_start_mid_line": ForeignSetting(False, within=_SEEN, lost=_HEADS, idle=True),
    "head_switching_mid_line_position": ForeignSetting(0.95, 0, 1, _MIDDLE, _HEADS),
    "head_switching_mid_line_jitter": ForeignSetting(0.03, 0, 1, _MIDDLE, _HEADS),
    "tracking_noise": ForeignSetting(True),
    "tracking_noise_height": ForeignSetting(12, 0, 120, ("tracking_noise",)),
    "tracking_noise_wave_intensity": ForeignSetting(15.0, -50, 50, _TRACKING),
    "tracking_noise_snow_intensity": ForeignSetting(0.025, 0, 1, _TRACKING),
    "tracking_noise_snow_anisotropy": ForeignSetting(
        0.25, 0, 1, (*_TRACKING, "tracking_noise_snow_intensity"), "snow follows from the carrier"
    ),
    "tracking_noise_noise_intensity": ForeignSetting(0.25, 0, 1, _TRACKING),
    "composite_noise": ForeignSetting(True),
    "composite_noise_intensity": ForeignSetting(0.05, 0, 1, ("composite_noise",)),
    "composite_noise_frequency": ForeignSetting(0.25, 0, 1, _CABLE, _WHITE),
    "composite_noise_detail": ForeignSetting(1, 1, 5, _CABLE, _WHITE),
    "ringing": ForeignSetting(True),
    "ringing_frequency": ForeignSetting(0.45, 0, 1, _RINGS, _RINGING),
    "ringing_power": ForeignSetting(4.0, 1, 10, _RINGS, _RINGING),
    "ringing_scale": ForeignSetting(4.0, 0, 10, ("ringing",), _RINGING, idle=0),
    "luma_noise": ForeignSetting(False),
    "luma_noise_intensity": ForeignSetting(0.01, 0, 1, ("luma_noise",)),
    "luma_noise_frequency": ForeignSetting(0.5, 0, 1, _LUMA, _NOISE),
    "luma_noise_detail": ForeignSetting(1, 1, 5, _LUMA, _NOISE),
    "chroma_noise": ForeignSetting(True),
    "chroma_noise_intensity": ForeignSetting(0.1, 0, 1, ("chroma_noise",)),
    "chroma_noise_frequency": ForeignSetting(0.05, 0, 0.5, _CHROMA, _NOISE),
    "chroma_noise_detail": ForeignSetting(1, 1, 5, _CHROMA, _NOISE),
    "snow_intensity": ForeignSetting(0.00025, 0, 100),
    "snow_anisotropy": ForeignSetting(
        0.5, 0, 1, ("snow_intensity",), "dropouts lie where the tape is scratched", idle=0
    ),
    "chroma_phase_noise_intensity": ForeignSetting(0.001, 0, 1),
    "chroma_phase_error": ForeignSetting(0.0, 0, 1, lost="the burst keeps the hue right on the whole", idle=0),
    "chroma_delay_horizontal": ForeignSetting(0.0, -40, 40, lost="colour and luma arrive together", idle=0),
    "chroma_delay_vertical": ForeignSetting(0, -20, 20, lost="colour sinks with each of tape.generations", idle=0),
    "vhs_settings": ForeignSetting(True),
    "vhs_tape_speed": ForeignSetting(2, 0, 3, _VHS),
    "vhs_chroma_loss": ForeignSetting(0.000025, 0, 1, _VHS, "colour is lost in dropouts only", idle=0),
    "vhs_sharpen_enabled": ForeignSetting(True, within=_VHS),
    "vhs_sharpen": ForeignSetting(0.25, 0, 5, _SHARPEN),
    "vhs_sharpen_frequency": ForeignSetting(1.0, 0.5, 4, (*_SHARPEN, "vhs_sharpen"), "the deck's own is fixed", idle=1),
    "vhs_edge_wave_enabled": ForeignSetting(True, within=_VHS),
    "vhs_edge_wave": ForeignSetting(0.5, 0, 20, _WAVE),
    "vhs_edge_wave_speed": ForeignSetting(4.0, 0, 10, _MOVED, _WAVES),
    "vhs_edge_wave_frequency": ForeignSetting(0.05, 0, 0.5, _MOVED, _WAVES),
    "vhs_edge_wave_detail": ForeignSetting(1, 1, 5, _MOVED, _WAVES),
    "vhs_chroma_vert_blend": ForeignSetting(True),
    "scale_settings": ForeignSetting(True),
    "bandwidth_scale": ForeignSetting(1.0, 0.125, 8, ("scale_settings",), _SCALE, idle=1),
    "vertical_scale": ForeignSetting(1.0, 0.125, 8.8, ("scale_settings",), _SCALE, idle=1),
    "scale_with_video_size": ForeignSetting(False, within=("scale_settings",), lost=_SCALE, idle=False),
}


def tables_of(values: Mapping[str, Value]) -> dict[str, dict[str, Any]]:
    """Return the tables of a tape for the values of all settings of ntsc-rs."""

    def value(name: str) -> float:
        return amount(values, NTSC_RS, name)

    def bent(name: str, slope: float, most: float) -> float:
        """Rise by `slope` at 0, then less, so that the end of a setting's range gives `most`, the end of a dial's."""
        strength, high = value(name), NTSC_RS[name].high
        return min(slope * strength / (1 + strength / high * (slope * high / most - 1)), most)

    speed = int(value("vhs_tape_speed"))
    on_tape = 1.0 if speed else 0.0
    seen = max(value("head_switching_height") - value("head_switching_offset"), 0)
    disturbed = max(
        value("tracking_noise_noise_intensity"),
        value("tracking_noise_snow_intensity"),
        abs(value("tracking_noise_wave_intensity")) / 50,
    )
    filtered = max(value("chroma_lowpass_in"), value("chroma_lowpass_out")) / 2
    # Without a tape there is no limit of band; the deck's noise and mechanics remain.
    tape = {
        "format": "vhs",
        "speed": ("sp", "sp", "lp", "ep")[speed],
        "band": on_tape,
        "emphasis": value("luma_smear"),
        "colour_band": max(on_tape, filtered),
        "noise": bent("luma_noise_intensity", 50, 10),
        "colour_noise": bent("chroma_noise_intensity", 20, 10),
        "colour_average": value("vhs_chroma_vert_blend"),
        "sharpness": bent("vhs_sharpen", 1, 1),
        "dropouts": bent("snow_intensity", _SPECKS, MOST_DROPOUTS),
        "compensation": False,
        "tracking": (value("tracking_noise_height") / 120 * disturbed) ** 0.5,
        "jitter": bent("vhs_edge_wave", 2, 10),
        "head_switch": min(seen / 5 * abs(value("head_switching_horizontal_shift")) / 72, 1),
        "flagging": 0.0,
        "hue": bent("chroma_phase_noise_intensity", 100, 10),
    }
    signal = {
        "composite": (1.0, 0.7, 0.5)[int(value("input_luma_filter"))],
        "separation": "comb" if value("chroma_demodulation") >= 2 else "notch",
        "noise": value("composite_noise_intensity") * 30,
    }
    return {"signal": signal, "tape": tape}
