"""Acting: what figures do in a shot, where they go, and what the camera sees of it."""
