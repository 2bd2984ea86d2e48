"""Tests of `ankle_tui.store.settings`."""
