"""Blocks of eight weeks: their weeks, what they ask of a session, and the review at their end."""
