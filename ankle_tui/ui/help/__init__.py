"""The list of keys of the open screen."""
