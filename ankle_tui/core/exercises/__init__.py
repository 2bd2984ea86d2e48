"""Exercises: catalogue, doses and their sources."""
