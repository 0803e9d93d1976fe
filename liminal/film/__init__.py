"""Films and prints: the only folder that writes files."""
