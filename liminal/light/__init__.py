"""Light: rays through the cells, kept in a lightmap."""
