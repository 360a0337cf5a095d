"""Slow, seeded studies of the library: ``python -m studies NAME``."""
