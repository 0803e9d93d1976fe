"""Motion of bodies: skeletons, files of captured motion, and what fits one to the other."""
