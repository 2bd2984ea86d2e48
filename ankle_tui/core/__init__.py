"""The pure core: what a session is, how it runs and what is kept of it. No I/O, no clock, no user interface."""
