"""Tests of `ankle_tui.core.fit`."""
