"""Pieces: a part of the place ready to be lit and drawn: surfels, occluder and mesh. Knows no GL."""
