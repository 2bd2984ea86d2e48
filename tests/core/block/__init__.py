"""Tests of `ankle_tui.core.block`."""
