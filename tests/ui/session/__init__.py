"""Tests of `ankle_tui.ui.session`."""
