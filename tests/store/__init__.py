"""Tests of what lives on disk, each in a folder of its own."""
