"""Runs the program as `python -m ankle_tui`."""

import sys

from ankle_tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
