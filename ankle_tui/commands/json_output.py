"""Print JSON that any terminal and encoding can take; answer `history --json` without the whole program."""

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence

from ankle_tui.commands.status import Odd, asked, content
from ankle_tui.core.history.records import History, SessionRecord
from ankle_tui.store.history.codec import from_bytes


def quick_listing(argv: Sequence[str], environ: Mapping[str, str] = os.environ) -> str | None:
    """Answer `history --json` if the history is undamaged.

    Args:
        argv: The arguments without the program's name.
        environ: Environment variables.

    Returns:
        The text; None leaves the answer to the whole program: another command is asked, or something is odd.
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
    r"""Write sessions as a JSON list, one a line.

    Args:
        sessions: In the order of the list.
        exact: True to write characters beyond ASCII as they are, not as \u.... .
    """
    lines = [json.dumps(session.to_json(), ensure_ascii=not exact) for session in sessions]
    return shown_json("[\n" + ",\n".join(lines) + "\n]") if lines else "[]"


def print_json(value: object) -> None:
    """Print a value as indented JSON."""
    print(shown_json(json.dumps(value, ensure_ascii=not output_is_exact(), indent=2)))


def output_is_exact() -> bool:
    """True if the encoding of standard output has every character."""
    encoding = getattr(sys.stdout, "encoding", None) or ""
    return encoding.lower().replace("-", "").startswith("utf")


def shown_json(text: str) -> str:
    r"""Escape what a terminal must not see, such as C1 control codes, as \u...., which means the same in JSON."""
    return re.sub(r"[^\x20-\x7e\n]", lambda found: found[0] if found[0].isprintable() else _escaped(found[0]), text)


def _escaped(char: str) -> str:
    code = ord(char)
    return json.dumps(char)[1:-1] if code > 0xFFFF else f"\\u{code:04x}"
