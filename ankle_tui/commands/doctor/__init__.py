"""`ankle-tui doctor`: checks by subject, and the examination that runs them all."""
