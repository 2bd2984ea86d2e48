"""Tests of `ankle_tui.ui.widgets`."""
