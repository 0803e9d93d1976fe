"""Glow: the small part of the light that a lens scatters around everything bright."""

from liminal.gl import FullScreen, Scope, Target, Texture

# Standard deviations of the three blurs, as parts of the picture's height (judged by eye against photographs).
CLOSE, WIDE, VEIL = 0.011, 0.038, 0.12


class Glow:
    """Blurs a small picture three ways, by separable Gaussians; wide ones on a coarser picture."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._blur = FullScreen(scope, "view_glow.frag")
        self._targets: list[Target] = []

    def blur(self, picture: Target, samples: int) -> dict[str, Texture]:
        """Blur the sum of `samples` pictures; the results are named as `view_develop.frag` asks for them."""
        width, height = picture.size
        if not self._targets or self._targets[0].size != picture.size:
            self._targets.clear()
            for shrink in (1, 2, 6):
                size = (max(width // shrink, 1), max(height // shrink, 1))
                self._targets += [Target(self._scope, size, ["f4"], filter="linear") for _ in range(2)]

        source, scale = picture.colours[0], 1.0 / samples
        blurred = []
        for radius, across, along in zip((CLOSE, WIDE, VEIL), self._targets[::2], self._targets[1::2], strict=True):
            columns, rows = across.size
            self._blur.draw(across, picture=source, step_uv=(1 / columns, 0), radius=radius * rows, gain=scale)
            self._blur.draw(along, picture=across.colours[0], step_uv=(0, 1 / rows), radius=radius * rows, gain=1.0)
            source, scale = along.colours[0], 1.0
            blurred.append(source)
        return dict(zip(("glow_close", "glow_wide", "glow_veil"), blurred, strict=True))
