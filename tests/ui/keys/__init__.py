"""Tests of `ankle_tui.ui.keys`."""
