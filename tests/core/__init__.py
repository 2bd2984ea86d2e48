"""Tests of the pure core: no clock, no sleep, no files but the catalogue."""
