"""The air of a scene: what haze and fog take away of the light behind them, and what they scatter into the picture."""

from typing import Any

import numpy as np

from liminal.gl import FullScreen, Scope, Target, make_texture
from liminal.gl.source import Switch
from liminal.light.light_volume import LightVolume
from liminal.light.lightmap import Lightmap
from liminal.light.shader import SPOTS
from liminal.piece.air_grid import HEIGHTS, STEP, AirGrid
from liminal.piece.piece import Piece
from liminal.settings.air import AirSettings
from liminal.view.coarse import Coarse
from liminal.view.fog_pattern import PERIOD, fog_pattern
from liminal.view.projection import Matrix
from liminal.view.steam import Steam
from liminal.world.grid import CELL
from liminal.world.structure import STEAMING

STEPS = 4  # parts of the way from the eye to a surface; as many again from where it meets fog
COARSE = 3  # pixels of a picture, along each edge, that share a way through the air
UNEVENNESS = 0.3, 0.035  # of fog: standard deviations of its density, share, and of the height of its top, m
COURSES = np.array([[1.0, 0.3], [-0.45, 0.7]])  # of the two parts of its pattern, which pass over each other


class Air:
    """Lays the air of a piece over pictures of its surfaces."""

    def __init__(
        self, scope: Scope, piece: Piece, grid: AirGrid, lightmap: Lightmap, settings: AirSettings, lit: bool
    ) -> None:
        """`lit`: by small lamps, too."""
        self._scope, self._settings = scope, settings
        self._volume = LightVolume(scope, piece, grid, lightmap)
        rows, columns = grid.column.shape
        room = np.stack([grid.floor, grid.ceiling], -1)
        pattern = fog_pattern()
        switches: dict[str, Switch] = {"LEVELS": len(HEIGHTS), "COARSE": COARSE, "SPOT_LAMPS": lit}
        shared = {
            "room": make_texture(scope, (columns, rows), 2, "f4", room, filter="linear"),
            "pattern": make_texture(scope, pattern.shape[:2], 2, "f2", pattern, filter="linear", wrap="repeat"),
            "heights": HEIGHTS,
            "first": grid.corner,
            "spacing": STEP * CELL,
            "grid": (columns, rows),
            "albedo": settings.albedo,
        }
        self._march = FullScreen(scope, "view_air.frag", {**switches, "STEPS": STEPS}, made=SPOTS)
        self._march.program.set(
            **shared,
            period=PERIOD,
            world=np.array(piece.window.origin) % PERIOD,
            haze=settings.haze,
            fog=settings.fog,
            fog_top=settings.fog_top,
            fog_softness=settings.fog_softness,
            fog_unevenness=UNEVENNESS,
        )
        self._steam = None
        if settings.steam > 0 and np.isin(piece.window.props["name"], STEAMING).any():
            self._steam = Steam(scope, piece, settings, shared, switches)
        self._lay = FullScreen(scope, "view_air_over.frag", {"COARSE": COARSE, "SHARED": False})
        self._passes: _AirOfPasses | None = None  # once they are drawn
        self._marched = Coarse(scope, ["f2", "f4"], COARSE)
        self._output = 1.0

    def dim(self, output: float) -> None:
        """Set a factor for all the light there is."""
        self._output = output

    def draw(self, target: Target, clip_from_window: Matrix, time: float, limit: float, spots: dict[str, Any]) -> None:
        """Lay the air as it is at a time, s, over a picture.

        `limit`: cd/m2; brighter light is drawn as this. `spots`: uniforms of the small lamps, where it is lit by those.
        """
        assert target.depth is not None
        marched = self._marched.of(target)
        inverse = np.linalg.inv(clip_from_window)
        homogeneous = inverse @ np.array([0.0, 0.0, -1.0, 0.0])
        eye = homogeneous[:3] / homogeneous[3]
        picture = {
            "depth": target.depth,
            "radiance": self._volume.find(),
            "window_from_clip": inverse,
            "eye": eye,
            "output_": self._output,
        }
        self._march.program.set_used(spots)
        self._march.draw(marched, drift=self._settings.drift * time / PERIOD * COURSES % 1.0, **picture)
        if self._steam is not None:
            self._steam.draw(marched, clip_from_window, eye, time, {**picture, **spots})
        if len(target.layers) > 1:
            self._passes = self._passes or _AirOfPasses(self._scope)
            self._passes.lay(target, marched, limit)
            return
        with self._scope.context.state(blend="through"), target.without_depth():
            self._lay.draw(target, depth=target.depth, air=marched.colours[0], depths=marched.colours[1], limit=limit)


class _AirOfPasses:
    """Lays marched air over a picture and its passes: found at each pixel once for all of them."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._find = FullScreen(scope, "view_air_here.frag", {"COARSE": COARSE})
        self._lay = FullScreen(scope, "view_air_over.frag", {"SHARED": True})
        self._found = Coarse(scope, ["f4"], 1)

    def lay(self, target: Target, marched: Target, limit: float) -> None:
        """Lay it over all colours of a target. `limit`: as for `Air.draw`."""
        found = self._found.of(target)
        self._find.draw(found, depth=target.depth, air=marched.colours[0], depths=marched.colours[1])
        for number, layer in enumerate(target.layers):
            with self._scope.context.state(blend="through"), layer.without_depth():
                # Other passes than the light itself only lose by it.
                self._lay.draw(layer, air=found.colours[0], limit=limit if number == 0 else 0.0)
