"""Why and how to train."""
