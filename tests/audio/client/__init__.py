"""Tests of `ankle_tui.audio.client`."""
