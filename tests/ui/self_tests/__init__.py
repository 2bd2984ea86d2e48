"""Tests of the screens of self-tests."""
