"""Halls: places whose plan is one hall to each block of the lattice, with walls and openings between them."""
