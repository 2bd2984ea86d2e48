"""Tests of `ankle_tui.ui.history`."""
