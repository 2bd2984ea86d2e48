"""Tests of `ankle_tui.ui.settings`."""
