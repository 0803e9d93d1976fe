"""Shooting: from the number of a frame to the frame, by way of lit scenes, and of the camcorder and its tape."""
