"""The presentation: pictures of a renderer in some form, each eye's drawn by itself."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Scope
from liminal.view.layer_picture import LayerPicture
from liminal.view.panorama import Panorama
from liminal.view.picture_form import PictureForm
from liminal.view.pose import Pose
from liminal.view.renderer import Renderer
from liminal.view.shares import Shares

Size = tuple[int, int]  # width, height, pixels


class Presentation:
    """Draws pictures in a form. `size`, here, is that of the whole picture, pixels."""

    def __init__(self, scope: Scope, renderer: Renderer, form: PictureForm) -> None:
        self.form, self._renderer = form, renderer
        self._panorama = Panorama(scope, renderer, form.projection) if form.projection is not None else None

    def picture(
        self,
        shares: Shares,
        pose: Pose,
        size: Size,
        exposure: float,
        samples: int = 16,
        time: float = 0.0,
        layers: Sequence[LayerPicture] = (),
    ) -> NDArray[np.uint8]:
        """Return the developed picture; see `Renderer.picture`. `layers`: of a plain form."""
        if self.form.plain:
            return self._renderer.picture(shares, pose, size, exposure, samples, time, layers)
        draw = self._panorama.picture if self._panorama is not None else self._renderer.picture
        return self._whole(lambda eye, own: draw(shares, eye, own, exposure, samples, time), pose, size)

    def light(
        self,
        shares: Shares,
        pose: Pose,
        size: Size,
        samples: int = 16,
        time: float = 0.0,
        layers: Sequence[LayerPicture] = (),
    ) -> NDArray[np.float32]:
        """Return the light; see `Renderer.light`. `layers`: of a plain form."""
        if self.form.plain:
            return self._renderer.light(shares, pose, size, samples, time, layers=layers)
        draw = self._panorama.light if self._panorama is not None else self._renderer.light
        return self._whole(lambda eye, own: draw(shares, eye, own, samples, time), pose, size)

    def _whole(self, draw: Callable[[Pose, Size], NDArray[Any]], pose: Pose, size: Size) -> NDArray[Any]:
        own = self.form.of_an_eye(size)
        eyes = [draw(eye, own) for eye in self.form.poses(pose)]
        return np.concatenate(eyes, axis=1 if self.form.stereo == "side" else 0)
