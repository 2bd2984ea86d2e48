"""A terminal app that guides a runner through a short ankle-strength session, by eye and by ear."""

__version__ = "0.1.0"
