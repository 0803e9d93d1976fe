"""The camcorder: from the light of two fields to the picture that goes on tape."""

from typing import Any

from liminal.camera.dials import constants, switches
from liminal.camera.grid import LINES, TEXELS, WIDTH
from liminal.camera.lens import Flare
from liminal.camera.moment import Moment
from liminal.camera.noise import noise_place, noise_tile, paint_pattern
from liminal.closing import Closing
from liminal.gl import Context, FullScreen, Target, Texture
from liminal.gl.texture import Format
from liminal.settings.camera import CameraSettings

# What a picture of 8 bits holds as 255: signals go beyond white, to 110 IRE, before the tape clips them.
MOST_CODED = 1.1

SHARP = 0.05  # lines: less blur than that is none
LINE_PIXELS = 2.25  # pixels, of a line of 720, as wide as a line of a field is high (4:3)


class Camcorder(Closing):
    """Draws frames of two fields. Each is a function of its light, moments, number, the settings and the seed."""

    def __init__(self, context: Context, settings: CameraSettings, seed: int) -> None:
        self._seed = seed
        self._planes = 1 if settings.mosaic > 0 and settings.kind == "one-chip" else 3
        on = switches(settings)
        made = {"dials": constants(settings, MOST_CODED)}

        def stage(name: str, *wanted: str) -> FullScreen:
            return FullScreen(context, f"camera_{name}.frag", {key: on[key] for key in wanted}, made=made)

        size = TEXELS, LINES
        whole: list[Format] = ["i4", "f2"] if on["MOSAIC"] else ["i4"] * 3
        self._gather = stage("gather", "MOSAIC", "BENT", "FRINGED")
        self._sensor = Target(context, size, [*whole, "f2"])
        self._flare = Flare(context, settings, seed) if on["FLARED"] else None
        self._smear = stage("smear") if on["SMEARED"] else None
        self._overload = stage("overload") if on["SMEARED"] else None
        self._groups = Target(context, (TEXELS, LINES // 8), ["f4"], channels=1)
        self._columns = Target(context, (TEXELS, 2), ["f4", "f4"])
        self._focus = [FullScreen(context, "camera_focus.frag", {"ACROSS": across}) for across in (True, False)]
        self._blurred = [Target(context, size, ["i4"]) for _ in range(1 + self._planes)]
        self._expose = stage("expose", "MOSAIC", "FLARED", "SMEARED", "NOISY", "PATTERNED", "SOFT", "BLOOMED")
        self._noise = noise_tile(context)
        self._pattern = paint_pattern(context, settings, seed)
        self._coded = Target(context, size, whole)
        self._lift = stage("picture", "MOSAIC", "LIFTED")
        self._words = Target(context, (WIDTH // 4, LINES), ["i4"])
        self._on = on

    def draw(self, light: Texture, fields: tuple[Moment, Moment], frame: int) -> Texture:
        """Draw frame number `frame`: 720 x 480 pixels of R'G'B' / MOST_CODED, top line first.

        Four lie in a texel of integers: its bytes are theirs, 8 bits a channel and a fourth of 255, in their order. The
        fields' lines alternate, field 1 on top. `light`: cd/m2, linear Rec. 709, 480 lines of any width, filtered
        linearly; field 1 in its lower half, field 2 in the upper one, each with its bottom line first. Where its alpha
        is more than its luminance, so much light overloads the chip. The next call draws over what is returned.
        """
        first, second = fields
        on = self._on
        exposures = [moment.exposed for moment in fields]
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
        self._lift.program.set(**dict(zip([*names, "colour"], self._coded.colours, strict=False)))
        if on["LIFTED"]:
            self._lift.program.set(effort=[moment.gain**-0.5 for moment in fields])
        self._lift.draw(self._words)
        return self._words.colours[0]

    def _defocus(self, plane: Texture, to: Target, fields: tuple[Moment, Moment]) -> Texture:
        """Blur a plane as the focus of each field wants it."""
        along = [moment.blur for moment in fields]
        self._focus[0].draw(self._blurred[0], plane=plane, blur=[LINE_PIXELS * blur for blur in along])
        self._focus[1].draw(to, plane=self._blurred[0].colours[0], blur=along)
        return to.colours[0]

    def close(self) -> None:
        """Free programs and textures."""
        stages = (self._gather, self._flare, self._overload, self._smear, *self._focus, self._expose, self._lift)
        targets = (self._sensor, self._groups, self._columns, *self._blurred, self._coded, self._words)
        for used in (*stages, *targets, self._noise, self._pattern):
            if used is not None:
                used.release()
