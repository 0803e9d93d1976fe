"""Movables: what can move in a film, as mechanics, light and sound take it: a thing of the catalogue, or a model."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath

from liminal.errors import LiminalError, did_you_mean
from liminal.settings.thing import ThingSettings
from liminal.thing.builder import Detail
from liminal.thing.catalogue import CATALOGUE, make
from liminal.thing.doors import HINGED
from liminal.thing.thing import Thing

DENSITY = 200.0  # kg/m3 within the boxes of a model: the median of the catalogue's things that hold 5 litres or more
LIGHTEST = 0.05  # kg: boxes of thin things hold next to nothing


@dataclass(frozen=True)
class Movable:
    """A thing that can move. `name`: in the catalogue; of a model that of its file, without folder and suffix.

    `model`: the model; None for a thing of the catalogue.
    """

    name: str
    model: ThingSettings | None = None

    def thing(self, detail: Detail = Detail.NEAR) -> Thing:
        """Return its mesh and boxes; a model has one detail. Raises LiminalError for a file that is no such model."""
        return make(self.name, detail) if self.model is None else _imported(self.model)[0]

    @property
    def spacing(self) -> float | None:
        """Corners of a model closer than this share their light, m; None is as usual."""
        return None if self.model is None else _imported(self.model)[1]

    @property
    def mass(self) -> float:
        """Its mass, kg."""
        if self.model is None:
            return CATALOGUE[self.name].mass
        return self.model.mass or _guessed_mass(self.model)

    @property
    def friction(self) -> float:
        """Its coefficient of friction against carpet, 0 to 1."""
        return CATALOGUE[self.name].friction if self.model is None else self.model.friction

    @property
    def round(self) -> bool:
        """Whether it rolls."""
        return self.model is None and CATALOGUE[self.name].round

    @property
    def hinged(self) -> bool:
        """Whether it is a door on its hinges."""
        return self.model is None and self.name in HINGED


def model_movable(model: ThingSettings) -> Movable:
    """Return a model as what can move."""
    return Movable(PurePath(model.file).stem, model)


def movable_called(name: str, models: Sequence[ThingSettings]) -> Movable:
    """Return what a storyboard means by a name: the first of some models that moves and is called so, see `is_called`.

    Where there is none it is a thing of the catalogue. Raises LiminalError for neither, and for a model that does not
    move.
    """
    called = [model for model in models if is_called(model, name)]
    moving = next((model for model in called if model.moves), None)
    if moving is not None:
        return model_movable(moving)
    if name in CATALOGUE:
        return Movable(name)
    if called:
        raise LiminalError(
            f"the thing {called[0].file} does not move; write moves = true into its [[thing]], or let another one move"
        )
    files = [PurePath(model.file) for model in models]
    choices = [*CATALOGUE, *(each for file in files for each in (file.name, file.stem))]
    hint = did_you_mean(name, choices) or "; `liminal things list` lists them"
    raise LiminalError(f'there is no thing "{name}"{hint}')


def is_called(model: ThingSettings, name: str) -> bool:
    """Tell whether a name is that of a model: of its file, with or without its suffix and the folders it lies in."""
    file, parts = PurePath(model.file), PurePath(name).parts
    return bool(name) and (name == file.stem or file.parts[-len(parts) :] == parts)


@lru_cache(maxsize=16)
def _imported(model: ThingSettings) -> tuple[Thing, float]:
    # Readers of models take a while to load.
    from liminal.thing.model_import import model_of

    imported = model_of(model)
    return imported.thing, imported.spacing


@lru_cache(maxsize=64)
def _guessed_mass(model: ThingSettings) -> float:
    boxes = _imported(model)[0].boxes
    return max(DENSITY * float(8 * boxes["half"].astype(float).prod(1).sum()), LIGHTEST)
