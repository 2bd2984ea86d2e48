"""A bare clock: counts down from ten minutes by sleeping until each second of the monotonic clock's grid."""

import sys
import time


def main() -> None:
    """Write the time left once a second."""
    begin = time.monotonic()
    for second in range(600):
        time.sleep(max(0.0, begin + second - time.monotonic()))
        left = 600 - second
        sys.stdout.write(f"\r{left // 60:2}:{left % 60:02d} left")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
