"""Tests of `ankle_tui.ui.calendar`."""
