"""Run `ankle-tui export`: write the whole history, the schema of its JSON, or sessions as FIT files."""

import argparse
import os
from pathlib import Path
from types import SimpleNamespace

from ankle_tui.commands import console, inputs, outputs
from ankle_tui.commands.json_output import shown_json
from ankle_tui.commands.parser import date_or_ago, path
from ankle_tui.commands.session.named_session import MEANT, session_word
from ankle_tui.commands.upkeep.export_fit import export_fit
from ankle_tui.core.history.contents import contents_words
from ankle_tui.store.files.problem import FileProblem, one_line
from ankle_tui.store.files.read import read_shipped
from ankle_tui.store.history.codec import to_bytes
from ankle_tui.store.history.history_file import HistoryFile

SCHEMA = "history.schema.json"
"""The JSON Schema of the history, among the data that come with the program."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `export`."""
    parser.add_argument("file", nargs="?", type=path, metavar="FILE", help="the file; - is standard output")
    parser.add_argument("-o", "--output", type=path, metavar="FILE", help="the same; with --fit also a folder")
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--schema", action="store_true", help="write the JSON Schema of the history, not the history")
    forms.add_argument(
        "--fit", action="store_true", help="write the last session as a FIT activity, for Garmin Connect or Strava"
    )
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--session", type=session_word, metavar="ID", help=f"with --fit, another one: {MEANT}")
    chosen.add_argument(
        "--since", type=date_or_ago, metavar="DATE", help="with --fit, all from this day on, into a folder"
    )
    parser.add_argument("--force", action="store_true", help="replace a file that is there")


def run(arguments: SimpleNamespace) -> int:
    """Export the history, its schema, or sessions."""
    if (arguments.file is None) == (arguments.output is None):
        raise console.UsageError("name one file to write, such as: ankle-tui export history-2026.json")
    to, file = arguments.file or arguments.output, inputs.history_file(arguments)
    if os.path.lexists(to) and os.path.realpath(to) == os.path.realpath(file.path):
        raise FileProblem(to, "is the history itself")
    if arguments.fit:
        return export_fit(arguments, to)
    if arguments.session or arguments.since is not None:
        raise console.UsageError("--session and --since go with --fit")
    if arguments.schema:
        return _export_schema(to, force=arguments.force)
    if str(to) == "-":
        console.print_utf8(shown_json(to_bytes(inputs.whole(file)).decode("utf-8")))
        return 0
    return console.tell([export_to(file, to, force=arguments.force)])


def _export_schema(to: Path, *, force: bool) -> int:
    text = read_shipped(SCHEMA)
    if outputs.to_standard_output(to):
        console.print_utf8(text)
        return 0
    if outputs.is_there(to) and not force:
        raise FileProblem(to, outputs.THERE)
    outputs.write(to, text.encode())
    return console.tell([one_line(f"{to}: the schema of the history.")])


def export_to(file: HistoryFile, to: Path, *, force: bool) -> str:
    """Write the whole history to a file, which `ankle-tui merge` takes.

    Args:
        file: The history file.
        to: The new file.
        force: True to replace an existing file.

    Returns:
        One line with what it holds.

    Raises:
        FileProblem: If `to` cannot be written, exists already, or would be taken for a conflict copy.
        UsageError: If there is no history, or it is damaged.
    """
    history = inputs.whole(file)
    there = outputs.is_there(to)
    if file.takes_for_copy(to):
        raise FileProblem(to, "would be merged there as a conflict copy; give it another name or folder")
    if there and not force:
        raise FileProblem(to, outputs.THERE)
    outputs.write(to, to_bytes(history))
    return one_line(f"{to}: {contents_words(history)}.")
