"""Run `ankle-tui backup`: make, list and restore backups of the history."""

from types import SimpleNamespace

from ankle_tui.commands import console, inputs
from ankle_tui.commands.console import UsageError
from ankle_tui.commands.parser import CommandParser, Reader, add_command
from ankle_tui.core.history.contents import contents_words
from ankle_tui.store.history.backups import Backup
from ankle_tui.store.history.history_file import HistoryFile

NO_BACKUPS = "No backups yet."


def add_options(parser: CommandParser) -> None:
    """Add the commands below `backup`."""
    ways = parser.add_subparsers(title="commands", metavar="command")
    add_command(ways, "list", "list the backups", below="backup")
    what = "give the history a backup's content; what it holds now is backed up first"
    restoring = add_command(ways, "restore", what, below="backup")
    restoring.add_argument(
        "name",
        type=Reader(str, listed="backups"),
        metavar="NAME",
        help="the backup as it is listed, or how its name begins",
    )


def run(arguments: SimpleNamespace) -> int:
    """Make a backup, list the backups or restore one."""
    file = inputs.history_file(arguments)
    if arguments.command == "backup list":
        return console.tell(backup_lines(file))
    if arguments.command == "backup restore":
        return console.tell(restore(file, arguments.name))
    return console.tell([back_up(file)])


def back_up(file: HistoryFile) -> str:
    """Make a backup now.

    Args:
        file: The history file.

    Returns:
        One line with the backup's name and what it holds.

    Raises:
        FileProblem: If it cannot be written.
        UsageError: If there is nothing to back up, or it is damaged.
    """
    history = inputs.whole(file)
    return f"Backup {file.back_up().name}: {contents_words(history)}."


def backup_lines(file: HistoryFile) -> list[str]:
    """List every backup, a line each, the newest first.

    Args:
        file: The history file.
    """
    held = {backup.name: _holds(backup) for backup in file.backups.newest_first()}  # one in memory at a time
    width = max(map(len, held), default=0)
    return [f"{name:<{width}}  {holds}" for name, holds in held.items()] or [NO_BACKUPS]


def restore(file: HistoryFile, name: str) -> list[str]:
    """Replace the history by the content of a backup.

    Args:
        file: The history file.
        name: The backup's name as listed, or the beginning of one name only.

    Returns:
        Notices, and one line with the backup's name and what it holds.

    Raises:
        FileProblem: If the backup is damaged, or the present content cannot be backed up first.
        UsageError: If no backup, or more than one, has this name.
    """
    backups = {Backup(path, None).name: path for path in file.backups.paths()}
    found = [name] if name in backups else [each for each in backups if name and each.startswith(name)]
    if not found:
        raise UsageError(f'no backup is called "{name}"; see: ankle-tui backup list')
    if len(found) > 1:
        raise UsageError(f'"{name}" could be {" or ".join(found)}')
    history = file.restore(file.backups.read(backups[found[0]]))
    return [*file.notices(), f"Restored backup {found[0]}: {contents_words(history)}."]


def _holds(backup: Backup) -> str:
    return "damaged" if backup.history is None else contents_words(backup.history)
