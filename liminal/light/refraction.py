"""What light in water needs to know of water, and how links between surfels keep their way in it."""

INDEX = 1.333  # refractive index of water
LINK_BITS = 24  # of a link: the number of the surfel; above them, its way in water
LINK_STEPS = 4.0  # of the way in water to a cell: up to 9.7 m
