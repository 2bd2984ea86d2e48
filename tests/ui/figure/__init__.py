"""Tests of `ankle_tui.ui.figure`."""
