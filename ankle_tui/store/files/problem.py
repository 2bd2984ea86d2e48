"""The error of the stores: a file that cannot be used, in one clear line."""

from pathlib import Path

from ankle_tui.core.validation import safe


def one_line(text: str) -> str:
    """Make text from outside safe to show: line ends become spaces, control characters question marks."""
    return safe(" ".join(text.splitlines()))


class FileProblem(Exception):
    """A file that cannot be read, understood or written.

    Attributes:
        path: The file.
        problem: What is wrong, naming the key where there is one.
    """

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(one_line(f"{path}: {problem}"))
        self.path = path
        self.problem = problem

    @classmethod
    def from_os(cls, path: Path, error: OSError, what: str = "") -> "FileProblem":
        """Turn an error of the operating system into a problem.

        Args:
            path: The file.
            error: The error.
            what: What failed, such as `cannot be read`.
        """
        reason = error.strerror or type(error).__name__
        return cls(path, f"{what}: {reason}" if what else reason)
