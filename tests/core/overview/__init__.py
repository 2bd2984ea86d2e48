"""Tests of `ankle_tui.core.overview`."""
