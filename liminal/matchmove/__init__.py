"""Camera moves: how they leave for other programs, and how those of other programs come in."""
