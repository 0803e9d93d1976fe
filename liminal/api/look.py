"""Presets as a picture or a tape needs them: brighter, with a camera, or painted more coarsely."""

from pathlib import Path

from liminal.errors import LiminalError
from liminal.settings.load import load_preset
from liminal.settings.preset import Preset

TAPE_TEXELS = 512  # of a painted texture along its edge: 1 mm of wallpaper, a pixel of 720 x 480 half a metre off


def with_camera(preset: Preset) -> Preset:
    """Return the preset with a camera that adds nothing of its own, if it has none."""
    if preset.camera.kind is not None:
        return preset
    return preset.model_copy(update={"camera": preset.camera.perfect()})


def painted_for_tape(preset: Preset) -> Preset:
    """Return the preset with surfaces painted no more finely than a tape shows them: that spares 84 MB."""
    surface = preset.surface
    texture_size = min(surface.texture_size, TAPE_TEXELS)
    return preset.model_copy(update={"surface": surface.model_copy(update={"texture_size": texture_size})})


def exposed(preset: str | Path | Preset, exposure: float | None) -> Preset | str | Path:
    """Return the preset with its exposure, EV, replaced; None leaves it as it is. Raises LiminalError beyond 10 EV."""
    if exposure is None:
        return preset
    if not -10.0 <= exposure <= 10.0:
        raise LiminalError(f"exposure {exposure:g} EV is out of range; it must be -10 to 10")
    loaded = preset if isinstance(preset, Preset) else load_preset(preset)
    return loaded.model_copy(update={"view": loaded.view.model_copy(update={"exposure": exposure})})
