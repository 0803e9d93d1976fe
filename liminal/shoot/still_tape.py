"""A still on tape: one frame of what a camcorder on a stand records."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from liminal.camera.automatic import Automatics
from liminal.camera.camcorder import FULL_SCALE, Camcorder
from liminal.camera.reading import read_scene
from liminal.camera.state import CameraState
from liminal.closing import Closing
from liminal.gl import Context, make_texture
from liminal.rate import frame_time
from liminal.settings.preset import Preset
from liminal.shoot.videotape import ASPECT, CLIP, PICTURE, camera_of
from liminal.tape.chain import Chain
from liminal.view.layer_picture import NO_LAYERS, LayerSource
from liminal.view.pose import Pose
from liminal.view.renderer import Renderer
from liminal.view.scene import HALF_MAXIMUM
from liminal.view.stage import Stage

Picture = NDArray[np.uint8]  # (480, 720, 3), R'G'B'

FRAMES = 900  # of a tape, half a minute: the automatics are followed up to the frame that is shown


class StillTape(Closing):
    """Records pictures of a place that stands still, each by a camera that stands still, and plays one frame of it.

    Camera and tape are made once for all pictures. A picture is a function of place, pose, look, seed and frame number.
    """

    def __init__(self, context: Context, look: Preset, seed: int) -> None:
        """`look`: of which camera, cable, tape and captions count, and the exposure. `seed`: of noise and faults."""
        self._settings, self._seed = camera_of(look), seed
        self._camcorder = Camcorder(context, self._settings, seed)
        self._light = make_texture(context, PICTURE, 4, "f2", filter="linear")
        self._chain = Chain(context, look.tape, look.display, seed, look.signal)

    def picture(
        self,
        renderer: Renderer,
        stage: Stage,
        pose: Pose,
        samples: int,
        frame: int = 0,
        aspect: float = ASPECT,
        layers: LayerSource = NO_LAYERS,
    ) -> Picture:
        """Return frame number `frame` of the tape, uint8 (480, 720, 3), top row first, of a stage as it is at 0 s.

        `frame`: 0 to FRAMES - 1; noise, lost places and the white balance are those of that frame, lamps of the first.
        `samples`: for each pixel. `aspect`: width / height; other than 4:3, pixels are as wide as that wants. `layers`:
        put into the light, as they are at first.
        """
        state = self._state(renderer, stage, pose, aspect, frame_time(frame))
        limit = CLIP / state.exposed
        fields = renderer.interlaced(stage, pose, PICTURE, aspect, samples, limit, layers.at(0))
        # The camcorder takes the fields one above the other, each with its bottom line first.
        self._light.write(np.minimum(fields[:, ::-1], HALF_MAXIMUM).reshape(self._light.shape))
        return self._chain.play(self._camcorder.draw(self._light, (state, state), frame), frame, FULL_SCALE)

    def _state(self, renderer: Renderer, stage: Stage, pose: Pose, aspect: float, time: float) -> CameraState:
        """Return the state of the camera when it has looked at a stage for a time, s."""
        automatics = Automatics(self._settings, self._seed)
        reading = read_scene(0.0, renderer.glimpse(stage, pose, aspect))
        automatics.follow(reading)
        if time > 0:
            automatics.follow(replace(reading, time=time))
        return automatics.at(time)

    def close(self) -> None:
        """Free the camera and the tape; context and renderer stay open."""
        self._chain.close()
        self._camcorder.close()
        self._light.release()
