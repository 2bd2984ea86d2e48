"""Tests of `ankle_tui.core.cues`."""
