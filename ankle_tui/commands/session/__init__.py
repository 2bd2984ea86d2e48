"""Commands that lead a session: the screen, `start` and `resume`."""
