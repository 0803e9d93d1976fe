"""The Poolrooms: tiled halls with pools, as they are laid out."""
