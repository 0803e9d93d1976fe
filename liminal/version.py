"""The version of the program, written nowhere else."""

__version__ = "0.1.0"
