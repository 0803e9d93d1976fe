"""Level 1: a warehouse of bare concrete without an end, as it is laid out."""
