"""Self-tests for both shells: which are due, and how each is kept while it is led."""
