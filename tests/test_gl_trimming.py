"""Freed textures go back to the system, though the driver's last draw read them; the system says how much is left."""

import sys
from pathlib import Path

import numpy as np
import pytest

from liminal.gl import Context, FullScreen, Target, make_texture, trim

EDGE = 2048  # texels of four floats: 64 MiB
WHOLE = 64.0  # MiB


def resident() -> float:
    """Memory of the process that holds no file, MiB (proc(5))."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("RssAnon:"))


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_textures_that_were_read_last_are_given_back() -> None:
    with Context() as context:
        if not context.info.software:
            pytest.skip("a card has memory of its own")
        target = Target(context, (1, 1))
        reading = FullScreen(context, "common_texel.frag")
        reading.draw(target, texel=make_texture(context, (1, 1)))
        trim(context)
        before = resident()
        with context.scope() as passing:
            data = np.ones((EDGE, EDGE, 4), np.float32)
            drawn = make_texture(passing, (EDGE, EDGE), data=data)
            del data
            reading.draw(target, texel=drawn)
            assert resident() > before + 0.9 * WHOLE
        for _ in range(5):  # a busy machine may finish pictures before the next is asked for
            trim(context)
            if resident() < before + 0.1 * WHOLE:
                return
        raise AssertionError(f"{resident() - before:.0f} MiB are left")
