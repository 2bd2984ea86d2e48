"""The history as JSON for scripts: one session a line, as in its file, and the usual answer without the whole program."""

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence

from ankle_tui.commands.status import Odd, asked, content
from ankle_tui.core.history.records import History, SessionRecord
from ankle_tui.store.history.codec import from_bytes


def quick_listing(argv: Sequence[str], environ: Mapping[str, str] = os.environ) -> str | None:
    """What `history --json` prints, if the history is sound.

    Args:
        argv: The arguments without the program's name.
        environ: Environment variables.

    Returns:
        The text; None where the whole program has to look: it is another command, or something is odd.
    """
    try:
        path, _, words = asked(argv, environ)
        if words != ["history", "--json"]:
            return None
        data = content(path)
        history = History() if data is None else from_bytes(data)
    except (Odd, OSError, ValueError, RecursionError):
        return None
    return history_json(history.newest_first(), exact=output_is_exact())


def history_json(sessions: Iterable[SessionRecord], *, exact: bool) -> str:
    r"""Sessions as a JSON list, one on each line.

    Args:
        sessions: In the order in which they are listed.
        exact: Whether signs beyond ASCII may stand as they are, not as \u.... .
    """
    lines = [json.dumps(session.to_json(), ensure_ascii=not exact) for session in sessions]
    return shown_json("[\n" + ",\n".join(lines) + "\n]") if lines else "[]"


def output_is_exact() -> bool:
    """Whether the output's encoding has every sign."""
    encoding = getattr(sys.stdout, "encoding", None) or ""
    return encoding.lower().replace("-", "").startswith("utf")


def shown_json(text: str) -> str:
    r"""JSON as a terminal may show it: what is no sign, a C1 control code say, becomes \u...., which says the same."""
    return re.sub(r"[^\x20-\x7e\n]", lambda found: found[0] if found[0].isprintable() else _escaped(found[0]), text)


def _escaped(char: str) -> str:
    code = ord(char)
    return json.dumps(char)[1:-1] if code > 0xFFFF else f"\\u{code:04x}"
