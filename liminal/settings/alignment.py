"""Alignment: a look without all that moves a picture, so that it lies on the clean one pixel for pixel."""

from liminal.settings.preset import Preset

NOTHING_TO_ALIGN = "--aligned is for tapes, and there is none: add --tape, e.g. --tape camcorder"


def aligned(preset: Preset) -> Preset:
    """Return a preset whose camera and tape leave everything at its pixel, and whose other faults are as they were.

    Gone are the lens's distortion, the different sizes of its red and blue, the breathing of its focus; lines that
    wander, tear, bend or roll, and fields in place of others; and averages with the line above, by which the chip and
    each deck lower colour, and noise reduction luma. Noise, blur, lost carrier, ghosts and false colours stay.
    """
    lens = {"distortion": 0.0, "fringe": 0.0, "focus": 0.0, "centred_colour": True}
    deck = {
        "time_base_corrector": True,
        "colour_average": 0.0,
        "line_noise_reduction": 0.0,
        "lapse": 1,
        "transport": (),
    }
    return preset.model_copy(
        update={"camera": preset.camera.model_copy(update=lens), "tape": preset.tape.model_copy(update=deck)}
    )
