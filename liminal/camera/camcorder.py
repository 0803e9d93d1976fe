"""The camcorder: from the light of two fields to the picture that is recorded."""

from typing import Any

from liminal.camera.flare import Flare
from liminal.camera.grid import TEXELS
from liminal.camera.noise import noise_place, pattern_texture, sensor_noise_tile
from liminal.camera.shader import camera_shader
from liminal.camera.shader_constants import camera_constants, switches
from liminal.camera.state import CameraState
from liminal.closing import Closing
from liminal.gl import FullScreen, Scope, Target, Texture
from liminal.gl.texture import Format
from liminal.ntsc import PICTURE_LINES, PICTURE_PIXELS
from liminal.settings.camera import CameraSettings

# Level of 255 in the output, 100 IRE: signals reach 110 IRE before the tape clips them.
FULL_SCALE = 1.1

SHARP = 0.05  # lines: less blur is skipped
LINE_PIXELS = 2.25  # pixels, of 720 in a line, in the height of a line of a field (4:3)


class Camcorder(Closing):
    """Draws frames of two fields. Each is a function of its light, states, number, the settings and the seed."""

    def __init__(self, scope: Scope, settings: CameraSettings, seed: int) -> None:
        self._seed = seed
        self._planes = 1 if settings.mosaic > 0 and settings.kind == "one-chip" else 3
        on = switches(settings)
        made = camera_constants(settings, FULL_SCALE)
        scope = self._scope = scope.scope()

        def stage(name: str, *wanted: str) -> FullScreen:
            return camera_shader(scope, name, {key: on[key] for key in wanted}, made)

        size = TEXELS, PICTURE_LINES
        whole: list[Format] = ["i4", "f2"] if on["MOSAIC"] else ["i4"] * 3
        self._gather = stage("gather", "MOSAIC", "BENT", "FRINGED")
        self._sensor = Target(scope, size, [*whole, "f2"])
        self._flare = Flare(scope, settings, seed) if on["FLARED"] else None
        self._smear = stage("smear") if on["SMEARED"] else None
        self._overload = stage("overload") if on["SMEARED"] else None
        self._groups = Target(scope, (TEXELS, PICTURE_LINES // 8), ["f4"], channels=1)
        self._columns = Target(scope, (TEXELS, 2), ["f4", "f4"])
        self._focus = [camera_shader(scope, "focus", {"ACROSS": across}) for across in (True, False)]
        self._blurred = [Target(scope, size, ["i4"]) for _ in range(1 + self._planes)]
        mosaic = ("MOSAIC", "CENTRED")
        self._expose = stage("expose", *mosaic, "FLARED", "SMEARED", "NOISY", "PATTERNED", "SOFT", "BLOOMED")
        self._noise = sensor_noise_tile(scope)
        self._pattern = pattern_texture(scope, settings, seed)
        self._coded = Target(scope, size, whole)
        self._sharpen = stage("picture", "MOSAIC", "SHARPENED")
        self._words = Target(scope, (PICTURE_PIXELS // 4, PICTURE_LINES), ["i4"])
        self._on = on

    def draw(self, light: Texture, fields: tuple[CameraState, CameraState], frame: int) -> Texture:
        """Draw frame number `frame`: 720 x 480 pixels of R'G'B' / FULL_SCALE, top line first.

        A texel of integers has the bytes of four pixels in order, 8 bits a channel and a fourth of 255. The lines of
        the fields alternate, field 1 on top. `light`: cd/m2, linear Rec. 709, 480 lines of any width, filtered
        linearly; field 1 in its lower half, field 2 in the upper one, each with its bottom line first. Where its alpha
        exceeds its luminance, it is the light that overloads the sensor. The next call draws over the returned texture.
        """
        first, second = fields
        on = self._on
        exposures = [state.exposed for state in fields]
        if on["BENT"]:
            self._gather.program.set(zoom=(first.zoom, second.zoom))
        self._gather.draw(self._sensor, light=light, exposure=exposures)
        planes = self._sensor.colours[: self._planes]
        used: dict[str, Any] = {"white_1": first.white, "white_2": second.white}
        if self._flare is not None:
            used["flare"] = self._flare.draw(self._sensor.colours[-1])
        if self._smear is not None and self._overload is not None:
            self._overload.draw(self._groups, glimpse=self._sensor.colours[-1])
            self._smear.draw(self._columns, overload=self._groups.colours[0])
            used["smear_early"], used["smear_late"] = self._columns.colours
        if max(first.blur, second.blur) > SHARP:
            planes = [self._defocus(plane, to, fields) for plane, to in zip(planes, self._blurred[1:], strict=True)]

        names = ["luma"] if on["MOSAIC"] else ["red", "green", "blue"]
        used |= dict(zip(names, planes, strict=True))
        if on["MOSAIC"]:
            used["colour"] = self._sensor.colours[1]
        if on["NOISY"]:
            used |= {"noise": self._noise, "noise_place": noise_place(self._seed, frame)}
        if on["PATTERNED"]:
            used["pattern"] = self._pattern
        if on["NOISY"] or on["PATTERNED"]:
            used["amplification"] = first.gain, second.gain
        self._expose.program.set(**used)
        self._expose.draw(self._coded)
        self._sharpen.program.set(**dict(zip([*names, "colour"], self._coded.colours, strict=False)))
        if on["SHARPENED"]:
            self._sharpen.program.set(sharpness=[state.gain**-0.5 for state in fields])
        self._sharpen.draw(self._words)
        return self._words.colours[0]

    def _defocus(self, plane: Texture, to: Target, fields: tuple[CameraState, CameraState]) -> Texture:
        """Blur a plane by the defocus of each field."""
        along = [state.blur for state in fields]
        self._focus[0].draw(self._blurred[0], plane=plane, blur=[LINE_PIXELS * blur for blur in along])
        self._focus[1].draw(to, plane=self._blurred[0].colours[0], blur=along)
        return to.colours[0]

    def close(self) -> None:
        """Free programs and textures."""
        self._scope.close()
