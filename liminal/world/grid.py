"""The grid of cells, tiles and chunks of every place. Arrays over it are indexed `[z, x]`."""

CELL = 0.1524  # m: 6 inches, the thickness of a partition
CHUNK = 128  # cells along the edge of a chunk: 19.5 m
TILE_X = 4  # cells across a ceiling tile: 2 ft
TILE_Z = 8  # cells along a ceiling tile: 4 ft. Tiles lie on multiples of (TILE_Z, TILE_X) from the world's origin.
