"""Tests of the program as a process of its own: its streams and its signals."""
