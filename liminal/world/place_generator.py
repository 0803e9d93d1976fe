"""The choice of what lays out a world: the one module that knows which places there are."""

from liminal.settings.preset import Preset
from liminal.world.level0.generator import Generator


def generator_of(seed: int, preset: Preset) -> Generator:
    """Return what lays out the chunks of the place of a preset: of Level 0, as there is no other."""
    return Generator(seed, preset.world, preset.light.lamp_luminance)
