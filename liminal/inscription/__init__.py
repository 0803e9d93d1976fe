"""Inscriptions: writing, notices and number plates on walls, painted as what they let through and what they reflect."""
