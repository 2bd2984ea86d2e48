"""Tests of `ankle_tui.ui.wording`."""
