"""Level 0: the layout of its walls, ceilings and lamps."""
