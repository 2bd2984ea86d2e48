"""Tests of `ankle_tui.ui.home`."""
