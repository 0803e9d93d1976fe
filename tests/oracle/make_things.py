#!/usr/bin/env python3
"""Make the references for light on things: tests/oracle/things-*.png, through a path tracer.

    pip install '.[oracle]'
    PYTHONPATH=tests:scripts:tests/oracle python tests/oracle/make_things.py [NAME ...] [--noise 0.01] [--variant ...]

The rooms of `tests/furnished_rooms.py`; of a thing what `liminal export` writes: its meshes by paint, matt, each with
its reflectance and what it emits.
"""

from collections.abc import Iterator

import numpy as np
from exported import Surface
from furnished_rooms import Room, lit_rooms, rooms
from make_solids import camera, surfaces
from oracle import FOLDER, Place, chosen, make, options

from liminal.export.thing_nodes import coats_of, paint_name
from liminal.thing.thing import placed
from liminal.view.furniture import placement_of


def things(room: Room) -> Iterator[Surface]:
    """The things of a room: triangles by thing and paint."""
    for prop in room.window.props:
        thing = placed(placement_of(prop, room.window))
        for coat in coats_of(thing):
            corner = thing.corners["position"][coat.corners[coat.triangles]].astype(np.float64)
            yield Surface(
                paint_name(coat.paint), corner, np.array(coat.paint.colour), room.gain * np.array(coat.paint.glow)
            )


def main() -> None:
    """Make the references named on the command line, or all."""
    parser = options("Make the references for light on things.", 0.01)
    parser.add_argument("names", nargs="*", metavar="NAME", help="of tests/furnished_rooms.py; default: all")
    arguments = chosen(parser)
    for room in (*rooms(), *lit_rooms()):
        if arguments.names and room.name not in arguments.names:
            continue
        place = Place(camera(room.pose), [*surfaces(room.window), *things(room)])
        make(FOLDER / f"{room.name}.png", place, arguments.noise)


if __name__ == "__main__":
    main()
