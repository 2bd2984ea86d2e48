"""Sessions in progress and on their way into the history."""
