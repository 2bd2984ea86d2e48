"""Tests of run days by themselves."""
