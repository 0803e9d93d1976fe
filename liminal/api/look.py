"""Presets as they are asked for: brighter or darker."""

from pathlib import Path

from liminal.errors import LiminalError
from liminal.settings.load import load_preset
from liminal.settings.preset import Preset


def exposed(preset: str | Path | Preset, exposure: float | None) -> Preset | str | Path:
    """Return the preset with its exposure, EV, replaced; None leaves it as it is. Raises LiminalError beyond 10 EV."""
    if exposure is None:
        return preset
    if not -10.0 <= exposure <= 10.0:
        raise LiminalError(f"exposure {exposure:g} EV is out of range; it must be -10 to 10")
    loaded = preset if isinstance(preset, Preset) else load_preset(preset)
    return loaded.model_copy(update={"view": loaded.view.model_copy(update={"exposure": exposure})})
