"""Tests of the doctor, a file for every part it looks at."""
