"""The recipe of a dub: how footage was played onto a tape, kept inside the file."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from liminal.errors import LiminalError
from liminal.film.dub_look import DubLook
from liminal.film.recipe import KEY, no_recipe, read_text
from liminal.film.scan import Scan
from liminal.film.transfer import Transfer
from liminal.footage.footage import Footage
from liminal.footage.raster import Fit
from liminal.settings.preset import LOOK_TABLES
from liminal.version import __version__


class DubRecipe(BaseModel):
    """How footage was played onto a tape. It names the footage, but not where that lay."""

    model_config = ConfigDict(frozen=True)

    liminal: str  # version of the program
    source: str  # name of the footage
    tape: str  # name of the tape, for people
    settings: dict[str, Any]  # all that becomes of a picture on its way, with every change made to it
    seed: int
    fit: Literal["whole", "crop"]
    scan: Scan | None = None  # None: it holds sound alone
    width: int | None = None  # pixels
    height: int | None = None  # pixels
    codec: str | None = None  # of a video
    silent: bool = False  # whether its sound was left out
    seconds: float | None = None  # of a picture that was held
    rate: str | None = None  # Hz, of numbered or raw pictures, as a fraction; None: as usual

    @classmethod
    def of(
        cls,
        footage: Footage,
        look: DubLook,
        fit: Fit,
        plan: Transfer | None = None,
        *,
        silent: bool = False,
        seconds: float | None = None,
        rate: Fraction | None = None,
    ) -> Self:
        """Return the recipe of a dub. `plan`: None where there are no pictures. `seconds`: of one that is held."""
        tables = look.preset.model_dump(mode="json", exclude_none=True)
        return cls(
            liminal=__version__,
            source=Path(footage.name).name,
            tape=Path(look.tape).stem,
            settings={name: tables[name] for name in LOOK_TABLES if name in tables},
            seed=look.seed,
            fit=fit,
            scan=plan and plan.scan,
            width=plan and plan.size[0],
            height=plan and plan.size[1],
            codec=plan.codec or None if plan else None,
            silent=silent,
            seconds=seconds,
            rate=str(rate) if rate is not None else None,
        )

    def text(self) -> str:
        """Write the recipe as one line of JSON in plain ASCII, which every container can carry."""
        return json.dumps(self.model_dump(mode="json", exclude_none=True), separators=(",", ":"))


def read_dub_recipe(path: str | Path) -> DubRecipe:
    """Read the recipe out of a file that `liminal vhs` wrote.

    Raises LiminalError when the file cannot be read, is of an unknown kind, carries no recipe, or that of a place.
    """
    path = Path(path)
    try:
        fields = json.loads(read_text(path))
    except json.JSONDecodeError:
        fields = None
    if not isinstance(fields, dict) or KEY not in fields:
        raise no_recipe(path)
    if "source" not in fields:
        raise LiminalError(f"{path} shows a place, and no footage that liminal vhs has played: give one that does")
    try:
        return DubRecipe.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise LiminalError(f"cannot use the recipe in {path}: {where}: {first['msg'].lower()}") from error
