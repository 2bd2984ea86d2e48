"""Tests of `ankle_tui.services.hooks`."""
