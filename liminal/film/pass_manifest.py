"""The manifest of passes: a JSON file beside them that says what their numbers stand for, and how each was filmed."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from liminal.film.atomic import replacing
from liminal.film.recipe import Recipe
from liminal.rate import FRAME_RATE
from liminal.shoot.pass_take import PassFrame
from liminal.shot.event import Event
from liminal.view.entity import Entity, lamp_entity, material_names
from liminal.view.pose import Pose
from liminal.view.projection import view_from_world

FORMAT = 1  # of the manifest
STEADY = 1e-3  # of a lamp's usual luminance: no more of a change is told


def manifest_path(path: Path) -> Path:
    """Return the manifest of the passes in a file, numbered or not: of shot.%05d.exr it is shot.json."""
    stem = path.stem.split("%")[0].rstrip("._-") or "passes"
    return path.with_name(f"{stem}.json")


class PassManifest:
    """Collects what is to be said of pictures as they are made, and writes it."""

    def __init__(self, recipe: Recipe, passes: Sequence[str], events: Sequence[Event] = ()) -> None:
        self._recipe, self._passes, self._events = recipe, passes, events
        self._names: dict[int, Entity] = {}
        self._lamps: dict[int, dict[str, Any]] = {}
        self._frames: list[dict[str, Any]] = []

    def add(
        self,
        file: str,
        frame: PassFrame,
        number: int | None = None,
    ) -> None:
        """Note a picture and its file. `number`: its own in a film, from 0."""
        self._names |= frame.picture.entities
        changed: dict[str, float] = {}
        for lamp, light in zip(frame.lamps, frame.luminance.tolist(), strict=True):
            entity, usual = lamp_entity(lamp), round(float(lamp["luminance"]), 2)
            size = [round(float(lamp["size_x"]), 4), round(float(lamp["size_z"]), 4)]
            self._lamps[entity.number] = entity_fields(entity) | {"size": size, "luminance": usual}
            if abs(light - usual) > STEADY * usual:
                changed[str(entity.number)] = round(light, 2)
        of_film = {} if number is None else {"frame": number}
        camera = camera_fields(frame.camera.pose, (self._recipe.width, self._recipe.height))
        told = {"time": frame.camera.time, "ripple": round(frame.ripple, 6), "camera": camera, "lamps": changed}
        self._frames.append({"file": file, **of_film, **told})

    def write(self, path: Path) -> None:
        """Write it as JSON."""
        told = {
            "format": FORMAT,
            "passes": list(self._passes),
            "width": self._recipe.width,
            "height": self._recipe.height,
            "rate": str(FRAME_RATE),
            "ids": {str(number): entity_fields(each) for number, each in sorted(self._names.items())},
            "things": {str(each.kind_number): each.kind for each in self._names.values() if each.kind_number},
            "materials": {str(number): name for number, name in material_names().items()},
            "lamps": {str(number): lamp for number, lamp in sorted(self._lamps.items())},
            "events": [asdict(event) for event in self._events],
            "frames": self._frames,
            "recipe": json.loads(self._recipe.text()),
        }
        with replacing(path) as part:
            part.write_text(_laid_out(told), encoding="utf-8")


def _laid_out(told: dict[str, Any]) -> str:
    """JSON with a line for each entry of a table or a list."""
    lines = []
    for key, value in told.items():
        if isinstance(value, dict):
            items = [f"{json.dumps(name)}: {json.dumps(each)}" for name, each in value.items()]
        elif isinstance(value, list):
            items = [json.dumps(each) for each in value]
        else:
            lines.append(f"{json.dumps(key)}: {json.dumps(value)}")
            continue
        first, last = "{}" if isinstance(value, dict) else "[]"
        lines.append(f"{json.dumps(key)}: {first}\n" + ",\n".join(items) + f"\n{last}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def entity_fields(entity: Entity) -> dict[str, Any]:
    """Return what is told of an entity, ready for JSON."""
    place = {} if entity.place is None else {"place": list(entity.place)}
    return {"name": entity.name, "kind": entity.kind, "group": entity.group, **place}


def camera_fields(pose: Pose, size: tuple[int, int]) -> dict[str, Any]:
    """Return what is told of the camera of a picture of a size, pixels, ready for JSON.

    It is a pinhole without distortion, whose pixels are square and whose shutter is open for no time.
    """
    width, height = size
    focal = height / 2 / math.tan(math.radians(pose.fov) / 2)
    world_from_camera = np.linalg.inv(view_from_world(pose))
    return {
        "pose": asdict(pose),
        "world_from_camera": world_from_camera.round(9).tolist(),
        "focal_length": [round(focal, 6), round(focal, 6)],
        "principal_point": [width / 2, height / 2],
        "distortion": [],
        "shutter": 0.0,
    }
