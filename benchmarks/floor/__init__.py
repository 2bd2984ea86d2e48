"""The floors: the least a program of each kind can be."""
