"""Export: a part of the place as a model for other programs."""
