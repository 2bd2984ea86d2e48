"""The drawn surface of a session."""
