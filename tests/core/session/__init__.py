"""Tests of `ankle_tui.core.session`."""
