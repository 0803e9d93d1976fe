"""Things: triangle meshes with box proxies, which stand in the place. Knows no GL."""
