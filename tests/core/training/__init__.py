"""Tests of `ankle_tui.core.training`."""
