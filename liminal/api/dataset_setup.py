"""The setup of a data set: the plan that a request asks for, with all places and tapes that it names."""

import math
import re
from pathlib import Path

from liminal.api.limits import check_size
from liminal.api.request import DatasetRequest
from liminal.errors import LiminalError
from liminal.film.dataset_plan import DatasetPlan, Tables
from liminal.film.pass_file import passes_held
from liminal.settings.alignment import NOTHING_TO_ALIGN
from liminal.settings.load import NO_TAPE, RANDOM_TAPE, load_preset, load_tape
from liminal.settings.preset import has_look
from liminal.settings.seed import SEED_MAX
from liminal.version import __version__
from liminal.world.cell_grid import WORLD_VERSION

UNTAPED = "none"  # the tape that is none


def plan_of(request: DatasetRequest) -> DatasetPlan:
    """Return the plan of a request. Raises LiminalError for what cannot be."""
    first, last = request.seeds
    if not 0 <= first < last <= SEED_MAX + 1:
        raise LiminalError(
            f"seeds {first}:{last} are not possible; give A:B with A from 0 and B above it, up to {SEED_MAX + 1}"
        )
    check_size(request.size)
    train, val, test = request.shares
    if min(request.shares) < 0 or not math.isclose(train + val + test, 1.0, abs_tol=1e-6):
        raise LiminalError(
            f"the shares {train:g},{val:g},{test:g} of train, val and test must each be 0 to 1, and together 1"
        )
    return DatasetPlan(
        liminal=__version__,
        world=WORLD_VERSION,
        seeds=request.seeds,
        places=_places_of(request),
        views=request.views,
        size=request.size,
        samples=request.samples,
        passes=passes_held(f".{request.format}", request.passes, moving=False),
        tapes=_tapes_of(request),
        aligned=request.aligned,
        pictures=request.pictures,
        pass_format=request.format,
        shares=request.shares,
    )


def _places_of(request: DatasetRequest) -> dict[str, Tables]:
    if not request.places:
        raise LiminalError("there is no place; give at least one, as level-0")
    places: dict[str, Tables] = {}
    for place in request.places:
        preset, name = load_preset(place, request.overrides, NO_TAPE), _name_of(place)
        if name in places:
            raise LiminalError(f'the place "{name}" is there twice; give each once, under a name of its own')
        if has_look(preset):
            raise LiminalError(
                "--set changes a setting of a tape, and the clean picture has none: put it into a tape of your own"
            )
        if preset.thing or preset.figure:
            raise LiminalError(f"{place}: things and figures of one's own stand in one world; leave them out")
        places[name] = preset.model_dump(mode="json", exclude_none=True)
    return places


def _tapes_of(request: DatasetRequest) -> dict[str, Tables | None]:
    tapes: dict[str, Tables | None] = {}
    for tape in request.tapes:
        if str(tape) in (UNTAPED, NO_TAPE):
            continue
        name = _name_of(tape)
        if name in tapes:
            raise LiminalError(f'the tape "{name}" is there twice; give each once, under a name of its own')
        tapes[name] = None if tape == RANDOM_TAPE else load_tape(tape).tables
    if request.aligned and not tapes:
        raise LiminalError(NOTHING_TO_ALIGN)
    return tapes


def _name_of(preset: Path | str) -> str:
    """Return the name of a place or tape in names of files: of a file of one's own its stem, in plain letters."""
    return re.sub(r"[^\w-]", "-", Path(preset).stem)
