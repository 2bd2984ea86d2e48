"""The disk fills up, breaks, loses its power, and the program is killed: what was acknowledged is there afterwards."""
