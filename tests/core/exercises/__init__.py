"""Tests of `ankle_tui.core.exercises`."""
