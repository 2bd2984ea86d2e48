"""Find the speech synthesiser of the system, and have it say a text.

The text comes from a file of the runner's: it goes in by standard input, and never into an argument, a shell or a path.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from ankle_tui.audio.wav import decode

RATE: Final = 22_050
"""Sample rate in Hz, the same as that of the shipped words."""
PATIENCE: Final = 30.0
"""Seconds that a synthesiser may take for one text."""

_OUTPUT: Final = "ANKLE_TUI_SPOKEN"
"""Environment variable that names the file to write, for a script that takes no arguments."""
_SCRIPT: Final = (
    "[Console]::InputEncoding = [Text.Encoding]::UTF8; Add-Type -AssemblyName System.Speech; "
    "$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer; "
    f"$voice.SetOutputToWaveFile($env:{_OUTPUT}); $voice.Speak([Console]::In.ReadToEnd()); $voice.Dispose()"
)
_ESPEAK: Final = ("-b", "1", "-s", "160", "--stdin", "-w")  # UTF-8, words a minute
_SAY: Final = ("--file-format=WAVE", f"--data-format=LEI16@{RATE}", "-o")
_POWERSHELL: Final = "System32/WindowsPowerShell/v1.0/powershell.exe"
_WINDOWS: Final = ("-NoProfile", "-NonInteractive", "-Command", _SCRIPT)

Find = Callable[[str], str | None]
"""Finds a program by its name."""


class SynthesisError(Exception):
    """The synthesiser has not said a text; the message names the program and its reason."""


@dataclass(frozen=True, slots=True)
class Synthesiser:
    """A program that writes what it reads on standard input as speech.

    Attributes:
        name: Its name.
        program: Its path.
        arguments: Arguments before the file to write.
        takes_file: True if the file to write is its last argument, False if the environment names it.
    """

    name: str
    program: str
    arguments: tuple[str, ...]
    takes_file: bool = True

    def say(self, text: str) -> "array[int]":
        """Say a text.

        Returns:
            Samples of 16 bits, mono, at `RATE`.

        Raises:
            SynthesisError: If it fails, takes too long, or writes no sound.
        """
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "said.wav"
            self._run([*self.arguments, *[str(file)] * self.takes_file], text, {_OUTPUT: str(file)})
            try:
                return decode(file.read_bytes(), RATE)
            except FileNotFoundError:
                raise SynthesisError(f"{self.name} has written no sound") from None
            except ValueError as error:
                raise SynthesisError(f"{self.name}: what it has written {error}") from error

    def _run(self, arguments: Sequence[str], text: str, environment: Mapping[str, str]) -> None:
        try:
            subprocess.run(
                [self.program, *arguments],
                input=f"{text}\n".encode(errors="replace"),
                env={**os.environ, **environment},
                capture_output=True,
                timeout=PATIENCE,
                check=True,
            )
        except subprocess.TimeoutExpired:
            raise SynthesisError(f"{self.name} has taken longer than {PATIENCE:.0f} seconds") from None
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode(errors="replace").strip().splitlines()
            reason = said[0] if said else f"exit code {error.returncode}"
            raise SynthesisError(f"{self.name} has failed: {reason}") from error
        except OSError as error:
            raise SynthesisError(f"{self.name} does not start: {error.strerror}") from error


def find_synthesiser(platform: str = sys.platform, find: Find = shutil.which) -> Synthesiser | None:
    """Find the system's own synthesiser, or espeak, or None.

    Args:
        platform: As `sys.platform`.
        find: Finds a program by its name.
    """
    known = [Synthesiser(name, name, _ESPEAK) for name in ("espeak-ng", "espeak")]
    if platform == "darwin":
        known.insert(0, Synthesiser("say", "say", _SAY))
    if platform == "win32":
        # By its whole path: by its name alone Windows would take one from the present folder.
        program = str(Path(os.environ.get("SYSTEMROOT", "C:\\Windows")) / _POWERSHELL)
        known.insert(0, Synthesiser("Windows' own voice", program, _WINDOWS, takes_file=False))
    for one in known:
        if program := find(one.program) or "":
            return replace(one, program=program)
    return None
