"""Plans: the place from above, drawn without OpenGL."""
