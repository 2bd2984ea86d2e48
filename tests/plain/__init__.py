"""Tests of `ankle_tui.plain`."""
