"""The settings file: reading and editing."""
