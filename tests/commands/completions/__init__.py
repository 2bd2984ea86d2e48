"""Tests of completion scripts and of the man page."""
