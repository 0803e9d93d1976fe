#!/usr/bin/env python3
"""Make the references for light on things: tests/oracle/things-*.png, through a path tracer.

    pip install '.[oracle]'
    PYTHONPATH=tests:scripts:tests/oracle python tests/oracle/make_things.py [NAME ...] [--noise 0.01] [--variant ...]

The rooms of `tests/furnished_rooms.py`; of a thing what `liminal export` writes: its meshes by paint, matt, each with
its reflectance and what it emits.
"""

import argparse
from collections.abc import Iterator

import mitsuba as mi
import numpy as np
from exported import Surface
from furnished_rooms import Room, lit_rooms, rooms
from make_solids import camera, surfaces
from oracle import FOLDER, Place, trace, write

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
    parser = argparse.ArgumentParser(description="Make the references for light on things.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="of tests/furnished_rooms.py; default: all")
    parser.add_argument("--noise", type=float, default=0.01, help="relative, at the median pixel (default: 0.01)")
    parser.add_argument("--variant", default="scalar_rgb", help="of Mitsuba (default: scalar_rgb)")
    arguments = parser.parse_args()
    mi.set_variant(arguments.variant)
    for room in (*rooms(), *lit_rooms()):
        if arguments.names and room.name not in arguments.names:
            continue
        place = Place(camera(room.pose), [*surfaces(room.window), *things(room)])
        light, noise = trace(place, arguments.noise)
        write(FOLDER / f"{room.name}.png", light, place.left_out)
        print(f"{room.name:20} noise {noise:.2%}, {place.left_out.mean():.0%} left out", flush=True)


if __name__ == "__main__":
    main()
