"""The history, one session of it, and changes to it."""
