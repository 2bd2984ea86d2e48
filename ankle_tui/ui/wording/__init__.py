"""Strings that several screens show."""
