"""The summary after a session."""
