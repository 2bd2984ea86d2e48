"""Tests of `ankle_tui.store.history`."""
