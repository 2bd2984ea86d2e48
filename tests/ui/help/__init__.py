"""Tests of `ankle_tui.ui.help`."""
