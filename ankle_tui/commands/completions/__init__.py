"""Completion scripts and the man page, made from the parsers."""
