"""Tests of `ankle_tui.store.files`."""
