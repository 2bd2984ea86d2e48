"""Values that change: exercises, routines, sessions and backups, as completion scripts ask for them."""

from collections.abc import Sequence
from types import SimpleNamespace

from ankle_tui.commands import inputs
from ankle_tui.commands.session.unfinished_sessions import short_ids, unfinished_ids
from ankle_tui.store.history.backups import Backup


def listed_values(name: str, arguments: SimpleNamespace) -> Sequence[str]:
    """The values of a list, the likeliest first; nothing is written.

    Args:
        name: `exercises`, `routines`, `unfinished`, `sessions` or `backups`.
        arguments: Name the folders.

    Raises:
        FileProblem: If a file cannot be used.
    """
    if name == "exercises":
        return [exercise.id for exercise in inputs.read_catalogue(arguments)]
    if name == "routines":
        return [routine.id for routine in inputs.read_catalogue(arguments).routines]
    if name == "backups":
        return [Backup(path, None).name for path in inputs.history_file(arguments).backups.paths()]
    if name == "unfinished":
        return unfinished_ids(inputs.folders(arguments))
    sessions = inputs.history_file(arguments).look().history.sessions
    return list(short_ids(session.id for session in reversed(sessions)).values())
