"""Structures: columns, arches, vaults, stairs and rails, each built from its dimensions."""
