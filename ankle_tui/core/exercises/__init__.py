"""Exercises: what there is to do, how much of it, and where that comes from."""
