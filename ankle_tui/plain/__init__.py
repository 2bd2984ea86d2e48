"""The program as lines of text."""
