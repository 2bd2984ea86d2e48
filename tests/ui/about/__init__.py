"""Tests of `ankle_tui.ui.about`."""
