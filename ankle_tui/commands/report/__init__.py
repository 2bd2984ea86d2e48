"""The page for a physiotherapist: `ankle-tui report`."""
