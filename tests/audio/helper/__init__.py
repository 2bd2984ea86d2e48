"""Tests of `ankle_tui.audio.helper`."""
