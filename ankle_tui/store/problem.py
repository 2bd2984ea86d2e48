"""The one error of the stores: a file that cannot be used, in one clear line."""

from pathlib import Path

__all__ = ["FileProblem"]


class FileProblem(Exception):
    """A file that cannot be read, understood or written.

    Attributes:
        path: The file.
        problem: What is wrong, naming the key where there is one.
    """

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path}: {problem}".replace("\n", " "))
        self.path = path
        self.problem = problem

    @classmethod
    def from_os(cls, path: Path, error: OSError) -> "FileProblem":
        """The problem an operating system reports."""
        return cls(path, error.strerror or type(error).__name__)
