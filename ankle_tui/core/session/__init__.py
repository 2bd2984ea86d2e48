"""A session from plan to end: commands and `now` in, frozen events out."""
