"""Tests of `ankle_tui.ui.summary`."""
