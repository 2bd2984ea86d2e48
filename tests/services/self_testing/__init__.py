"""Tests of how self-tests are offered and kept."""
