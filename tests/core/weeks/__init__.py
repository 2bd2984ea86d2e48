"""Tests of `ankle_tui.core.weeks`."""
