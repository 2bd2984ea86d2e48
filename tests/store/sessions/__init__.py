"""Tests of `ankle_tui.store.sessions`."""
