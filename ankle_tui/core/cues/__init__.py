"""Cues: which sound belongs to which event, and what the voice says."""
