"""Geometry: cells become patches, patches a mesh, and every surface has a place for its light. Knows no GL."""
