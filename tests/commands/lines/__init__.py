"""Tests of the places of the screen as lines."""
