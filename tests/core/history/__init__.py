"""Tests of `ankle_tui.core.history`."""
