"""Tests of `ankle_tui.commands.report`."""
