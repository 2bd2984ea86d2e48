"""Tests of `ankle_tui.commands.upkeep`."""
