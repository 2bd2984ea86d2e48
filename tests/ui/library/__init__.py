"""Tests of `ankle_tui.ui.library`."""
