"""Presets as they are asked for: brighter or darker."""

from pathlib import Path

from liminal.errors import LiminalError
from liminal.settings.load import load_preset
from liminal.settings.preset import Preset
from liminal.settings.view_ranges import EXPOSURE


def exposed(preset: str | Path | Preset, exposure: float | None) -> Preset | str | Path:
    """Return the preset with its exposure, EV, replaced; None leaves it as it is. Raises LiminalError out of range."""
    if exposure is None:
        return preset
    if not EXPOSURE.low <= exposure <= EXPOSURE.high:
        raise LiminalError(
            f"exposure {exposure:g} EV is out of range; it must be {EXPOSURE.low:g} to {EXPOSURE.high:g}"
        )
    loaded = preset if isinstance(preset, Preset) else load_preset(preset)
    return loaded.model_copy(update={"view": loaded.view.model_copy(update={"exposure": exposure})})
