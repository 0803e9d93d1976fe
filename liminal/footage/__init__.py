"""Footage: own films, pictures and sound become frames and samples."""
