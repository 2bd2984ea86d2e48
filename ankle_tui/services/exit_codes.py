"""The exit codes of the program."""

CRASHED = 1
"""After an error in the program, and of `doctor` when it has found a problem."""
USAGE = 2
"""For anything the caller can put right: a wrong word, a damaged file, no terminal."""
INTERRUPTED = 130
"""After Ctrl-C."""
