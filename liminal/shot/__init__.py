"""The shot: where a person goes, and how the camera is held."""
