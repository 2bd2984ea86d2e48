"""The exercises and their ladders."""
