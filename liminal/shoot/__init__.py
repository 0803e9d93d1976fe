"""Shooting: a frame number becomes a frame, with the scenes it shows and the tape it is on."""
