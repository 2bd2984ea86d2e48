"""Tests of what reads activity files."""
