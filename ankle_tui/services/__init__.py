"""Code the shells share, without Textual and without printing: start-up, sessions, coach, shutdown."""
