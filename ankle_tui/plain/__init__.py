"""Plain mode: a session as lines of text."""
