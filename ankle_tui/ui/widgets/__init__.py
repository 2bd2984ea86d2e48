"""Widgets of our own, each drawing only what it is given."""
