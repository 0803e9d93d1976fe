"""The camcorder: light through a lens, on a chip, and coded for tape; and the automatics that control it."""
