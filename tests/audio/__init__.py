"""Tests of the sounds and of what plays them."""
