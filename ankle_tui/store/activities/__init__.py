"""Activity files of watches and training logs: found, read for day and sport, and remembered."""
