"""liminal: a seed becomes a place, and the place a picture or a tape."""
