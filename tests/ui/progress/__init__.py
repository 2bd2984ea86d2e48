"""Tests of `ankle_tui.ui.progress`."""
