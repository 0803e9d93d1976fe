"""Level 0: how its walls, ceilings and lamps are laid out."""
