"""Presets of ntscQT and ntscQT+, translated to the settings of ntsc-rs, which came after it.

Settings, factors and values of missing settings are those by which ntsc-rs reads such presets
(settings/standard.rs, from its version 0.9.1 on); ranges are those of the sliders of ntscQT+.
"""

from collections.abc import Mapping

from liminal.settings.foreign_setting import ForeignSetting, Value
from liminal.settings.ntsc_rs import NTSC_RS

_RINGING = "there is no dial for ringing"
_UNREAD = "ntsc-rs leaves it out, too"
_VHS = ("_emulating_vhs",)

NTSC_QT: dict[str, ForeignSetting] = {
    "_composite_preemphasis": ForeignSetting(0, 0, 10, lost="cables do not sharpen here", idle=0),
    "_composite_in_chroma_lowpass": ForeignSetting(False),
    "_composite_out_chroma_lowpass": ForeignSetting(False),
    "_composite_out_chroma_lowpass_lite": ForeignSetting(False, within=("_composite_out_chroma_lowpass",)),
    "_video_noise": ForeignSetting(0, 0, 4200),
    "_video_chroma_noise": ForeignSetting(0, 0, 16384),
    "_video_chroma_phase_noise": ForeignSetting(0, 0, 50),
    "_video_chroma_loss": ForeignSetting(0, 0, 800, lost="colour is lost in dropouts only", idle=0),
    "_video_scanline_phase_shift": ForeignSetting(0, 0, 270, lost="the subcarrier runs as NTSC has it", idle=180),
    "_video_scanline_phase_shift_offset": ForeignSetting(0, 0, 3, lost="the subcarrier runs as NTSC has it", idle=0),
    "_color_bleed_horiz": ForeignSetting(0, 0, 10, lost="colour and luma arrive together", idle=0),
    "_color_bleed_vert": ForeignSetting(0, 0, 10, lost="colour sinks with each of tape.generations", idle=0),
    "_color_bleed_before": ForeignSetting(False),
    "_enable_ringing2": ForeignSetting(False),
    "_ringing": ForeignSetting(0, 0, 1, lost=_RINGING, idle=1),
    "_ringing_power": ForeignSetting(0, 0, 10, ("_enable_ringing2",), _RINGING, idle=0),
    "_ringing_shift": ForeignSetting(0, 0, 3, ("_enable_ringing2", "_ringing_power"), _RINGING),
    "_freq_noise_amplitude": ForeignSetting(0, 0, 5, ("_enable_ringing2",), _UNREAD, idle=0),
    "_freq_noise_size": ForeignSetting(0, 0, 2, ("_enable_ringing2", "_freq_noise_amplitude"), _UNREAD, idle=0),
    "_emulating_vhs": ForeignSetting(False),
    "_output_vhs_tape_speed": ForeignSetting(0, 0, 2, _VHS),
    "_vhs_out_sharpen": ForeignSetting(0, 0, 5, _VHS),
    "_vhs_edge_wave": ForeignSetting(0, 0, 10, _VHS),
    "_vhs_chroma_vert_blend": ForeignSetting(False),
    "_vhs_svideo_out": ForeignSetting(False, within=_VHS, lost=_UNREAD, idle=True),
    "_vhs_tracking_noise": ForeignSetting(0, 0, 800, lost=_UNREAD, idle=0),
    "_vhs_head_switching": ForeignSetting(False),
    "_head_switching_speed": ForeignSetting(0, 0, 100, ("_vhs_head_switching",), _UNREAD, idle=0),
    "_nocolor_subcarrier": ForeignSetting(False, lost=_UNREAD, idle=False),
    "_output_ntsc": ForeignSetting(True, lost=_UNREAD, idle=True),
    "_black_line_cut": ForeignSetting(False, lost=_UNREAD, idle=False),
}


def as_ntsc_rs(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the values of all settings of ntsc-rs that those of all settings of ntscQT stand for."""
    thin = values["_composite_out_chroma_lowpass_lite"]
    return {name: setting.absent for name, setting in NTSC_RS.items()} | {
        "input_luma_filter": 1,
        "chroma_lowpass_in": 2 if values["_composite_in_chroma_lowpass"] else 0,
        "chroma_lowpass_out": (1 if thin else 2) if values["_composite_out_chroma_lowpass"] else 0,
        "chroma_demodulation": 0,
        "luma_smear": 0.0,
        "head_switching": values["_vhs_head_switching"],
        "head_switching_height": 6,
        "head_switching_offset": 0,
        "head_switching_horizontal_shift": 6.0,
        "tracking_noise": False,
        "composite_noise_intensity": values["_video_noise"] / 50_000,
        "luma_noise": False,
        "chroma_noise_intensity": values["_video_chroma_noise"] * 0.4 / 16_384,
        "snow_intensity": 0.0,
        "chroma_phase_noise_intensity": values["_video_chroma_phase_noise"] * 0.005,
        "vhs_settings": values["_emulating_vhs"],
        "vhs_tape_speed": 1 + values["_output_vhs_tape_speed"],
        "vhs_sharpen": values["_vhs_out_sharpen"],
        "vhs_edge_wave": values["_vhs_edge_wave"] * 0.5,
        "vhs_chroma_vert_blend": values["_vhs_chroma_vert_blend"],
    }
