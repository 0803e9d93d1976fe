"""The catalogue: every thing that can stand in the place, by name."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

import numpy as np

from liminal.errors import LiminalError, did_you_mean
from liminal.thing import (
    beds,
    building,
    cartons,
    cleaning,
    coils,
    computers,
    desk,
    doors,
    electronics,
    figures,
    hall,
    ladder_back,
    ladders,
    lamps,
    lockers,
    longcase,
    machines,
    music,
    overhead,
    partitions,
    plants,
    poolside,
    roll_up_door,
    seating,
    services,
    signs,
    small,
    storage,
    tables,
    telephones,
    toys,
    upholstery,
    vending,
    video_camera,
    wall_lamps,
    wheelchair,
)
from liminal.thing.builder import Builder, Detail
from liminal.thing.pile import JAM, PILE, pile
from liminal.thing.structure.builders import build_structure
from liminal.thing.thing import Thing
from liminal.world.structure import FORMS


class Source(Enum):
    """The kind of a thing's own light."""

    BULB = "bulb"
    TUBE = "tube"  # fluorescent, on a ballast
    PICTURE_TUBE = "picture tube"
    BEACON = "beacon"  # a bulb that flashes


@dataclass(frozen=True)
class Article:
    """How a thing is built.

    `mass`: kg. `friction`: coefficient against carpet, from 0 to 1. `round`: rolls. `source`: of the light that it
    gives, None where it is dark.
    """

    build: Callable[[Builder], None]
    mass: float
    friction: float = 0.5
    round: bool = False
    source: Source | None = None


HEAPS = {"-pile": PILE, "-jam": JAM}  # behind the name of a thing: many of it in a heap

CATALOGUE = {
    "ashtray-stand": Article(hall.ashtray_stand, 6.0, 0.4),
    "ball": Article(toys.ball, 0.4, 0.8),
    "broken-tile": Article(overhead.broken_tile, 3.2, 0.6),
    "book-stack": Article(desk.book_stack, 6.0),
    "coat-rack": Article(hall.coat_rack, 5.0, 0.4),
    "drinking-fountain": Article(services.drinking_fountain, 38.0),
    "fern-planter": Article(plants.fern_planter, 24.0),
    "floor-lamp": Article(lamps.floor_lamp, 9.0, 0.4),
    "floor-lamp-on": Article(lamps.floor_lamp_on, 9.0, 0.4, source=Source.BULB),
    "folding-chair": Article(seating.folding_chair, 4.5),
    "stacking-chair": Article(seating.stacking_chair, 3.8),
    "garden-chair": Article(seating.garden_chair, 2.6, 0.4),
    "ladder-back-chair": Article(ladder_back.ladder_back_chair, 3.5),
    "task-chair": Article(upholstery.task_chair, 13.0, 0.15),
    "armchair": Article(upholstery.armchair, 32.0),
    "desk": Article(tables.desk, 72.0),
    "ceiling-opening": Article(overhead.ceiling_opening, 4.0),
    "school-desk": Article(tables.school_desk, 13.0),
    "folding-table": Article(tables.folding_table, 24.0),
    "conference-table": Article(tables.conference_table, 110.0),
    "wheelchair": Article(wheelchair.wheelchair, 20.0, 0.1),
    "sofa": Article(upholstery.sofa, 60.0),
    "filing-cabinet": Article(storage.filing_cabinet, 56.0),
    "bookshelf": Article(storage.bookshelf, 38.0),
    "metal-rack": Article(storage.metal_rack, 190.0),
    "locker-row": Article(lockers.locker_row, 130.0),
    "cubicle-panel": Article(partitions.cubicle_panel, 32.0),
    "bed": Article(beds.bed, 52.0),
    "hospital-bed": Article(beds.hospital_bed, 115.0, friction=0.15),
    "copier": Article(machines.copier, 128.0, friction=0.2),
    "vending-machine": Article(vending.vending_machine, 320.0, source=Source.TUBE),
    "vending-machine-dark": Article(vending.vending_machine_dark, 320.0),
    "water-cooler": Article(machines.water_cooler, 34.0),
    "television": Article(electronics.television, 24.0),
    "television-on": Article(electronics.television_on, 24.0, source=Source.PICTURE_TUBE),
    "computer": Article(computers.computer, 22.0),
    "vcr": Article(electronics.vcr, 7.0),
    "camcorder": Article(video_camera.camcorder, 5.5),
    "wall-telephone": Article(telephones.wall_telephone, 1.8),
    "door": Article(doors.door, 75.0),
    "door-leaf": Article(doors.door_leaf, 38.0),
    "door-frame": Article(doors.door_frame, 22.0),
    "hung-door": Article(doors.hung_door, 36.0),
    "double-door": Article(doors.double_door, 160.0),
    "roll-up-door": Article(roll_up_door.roll_up_door, 280.0),
    "roll-up-door-lit": Article(roll_up_door.roll_up_door_lit, 280.0, source=Source.TUBE),
    "interior-window": Article(building.interior_window, 40.0),
    "glass-block-panel": Article(building.glass_block_panel, 150.0),
    "ladder": Article(ladders.step_ladder, 9.0),
    "wall-ladder": Article(ladders.wall_ladder, 32.0),
    "railing": Article(building.railing, 30.0),
    "handrail": Article(building.handrail, 6.0),
    "exit-sign": Article(signs.exit_sign, 2.5, source=Source.TUBE),
    "exit-sign-dark": Article(signs.exit_sign_dark, 2.5),
    "exit-sign-hanging": Article(signs.hanging_exit_sign, 3.0, source=Source.TUBE),
    "exit-sign-hanging-dark": Article(signs.hanging_exit_sign_dark, 3.0),
    "wall-clock": Article(signs.wall_clock, 1.6),
    "fire-extinguisher": Article(signs.fire_extinguisher, 8.5, 0.4),
    "bin": Article(cleaning.waste_basket, 1.0, 0.4),
    "waste-bin": Article(cleaning.waste_bin, 3.5, 0.4),
    "bucket": Article(cleaning.bucket, 1.3, 0.4),
    "wet-floor-sign": Article(cleaning.wet_floor_sign, 1.2),
    "traffic-cone": Article(cleaning.traffic_cone, 3.2, 0.7),
    "cardboard-box": Article(cartons.cardboard_box, 6.0),
    "cardboard-box-open": Article(cartons.open_cardboard_box, 0.7),
    "crate": Article(cartons.crate, 90.0),
    "pallet": Article(cartons.pallet, 25.0),
    "beacon": Article(wall_lamps.beacon, 1.6, source=Source.BEACON),
    "beacon-dark": Article(wall_lamps.beacon_dark, 1.6),
    "bulkhead": Article(wall_lamps.bulkhead, 1.9, source=Source.BULB),
    "bulkhead-dark": Article(wall_lamps.bulkhead_dark, 1.9),
    "cable-drum": Article(coils.cable_drum, 110.0, round=True),
    "hanging-rope": Article(overhead.hanging_rope, 2.8, 0.7),
    "rope": Article(coils.rope_coil, 7.0, 0.7),
    "folding-screen": Article(hall.folding_screen, 11.0, 0.2),
    "grandfather-clock": Article(longcase.grandfather_clock, 45.0),
    "niche-lamp": Article(wall_lamps.niche_lamp, 6.0, source=Source.BULB),
    "niche-lamp-dark": Article(wall_lamps.niche_lamp_dark, 6.0),
    "sconce": Article(wall_lamps.sconce, 1.4, source=Source.BULB),
    "sconce-dark": Article(wall_lamps.sconce_dark, 1.4),
    "lounger": Article(poolside.lounger, 9.0, 0.4),
    "mannequin": Article(figures.mannequin, 16.0, 0.4),
    "paper-stack": Article(desk.paper_stack, 7.0),
    "party-balloon": Article(toys.party_balloon, 0.1),
    "piano": Article(music.piano, 220.0, 0.3),
    "potted-plant": Article(plants.potted_plant, 7.0),
    "radiator": Article(services.radiator, 75.0),
    "shoe": Article(small.shoe, 0.5),
    "suitcase": Article(small.suitcase, 6.0, 0.4),
    "swim-ring": Article(poolside.swim_ring, 0.5, 0.6),
    "table-lamp": Article(lamps.table_lamp, 3.0),
    "table-lamp-on": Article(lamps.table_lamp_on, 3.0, source=Source.BULB),
    "telephone": Article(desk.telephone, 1.5),
    "towel": Article(poolside.towel, 0.6, 0.7),
    "tricycle": Article(toys.tricycle, 5.0),
    "work-lamp": Article(lamps.work_lamp, 8.0),
    "work-lamp-on": Article(lamps.work_lamp_on, 8.0, source=Source.BULB),
}


def thing_of(prop: np.void, detail: Detail = Detail.NEAR) -> Thing:
    """Build the thing that a prop, () PROP, is."""
    name = str(prop["name"])
    return make(name, detail, int(prop["variant"]), tuple(prop["dimensions"].tolist()) if name in FORMS else ())


@lru_cache(maxsize=256)
def make(name: str, detail: Detail = Detail.NEAR, variant: int = 0, dimensions: tuple[float, ...] = ()) -> Thing:
    """Build the thing of a name. `variant`: which of several arrangements of a pile. `dimensions`: of a structure; it
    is the usual one of its name without them.

    Its boxes and its light are the same at every detail: the few boxes of a thing far away, the emitters of a near one.
    Raises LiminalError for a name that is not in the catalogue.
    """
    for suffix, heap in HEAPS.items():
        if name.endswith(suffix) and name.removesuffix(suffix) in CATALOGUE:
            return pile(make(name.removesuffix(suffix), Detail.FAR), heap, variant)
    if name in FORMS:
        if not dimensions:
            variant, dimensions = FORMS[name].variant, tuple(FORMS[name].usual.values())
        far, near = (_structure(name, each, variant, dimensions) for each in (Detail.FAR, detail))
        return replace(near, boxes=far.boxes)
    shining = _built(name, Detail.NEAR if article_of(name).source else detail)
    return replace(_built(name, detail), boxes=_built(name, Detail.FAR).boxes, emitters=shining.emitters)


@lru_cache(maxsize=256)
def _built(name: str, detail: Detail) -> Thing:
    builder = Builder(detail)
    article_of(name).build(builder)
    return builder.build()


@lru_cache(maxsize=256)
def _structure(name: str, detail: Detail, variant: int, dimensions: tuple[float, ...]) -> Thing:
    builder = Builder(detail)
    build_structure(builder, name, variant, dimensions[: len(FORMS[name].usual)])
    return builder.build()


def source_of(name: str) -> Source | None:
    """Return the source of light of a thing of this name; None if it is dark, or not in the catalogue."""
    article = CATALOGUE.get(name)
    return article.source if article else None


def article_of(name: str) -> Article:
    """Return the article of a name. Raises LiminalError for a name that is not in the catalogue."""
    article = CATALOGUE.get(name)
    if article is None:
        hint = did_you_mean(name, [*CATALOGUE, *FORMS]) or "; `liminal things` lists them"
        raise LiminalError(f'there is no thing "{name}"{hint}')
    return article
