"""The exercises done in a session, in a few words."""

from collections.abc import Mapping

from ankle_tui.core.history.records import SessionRecord
from ankle_tui.ui.wording.text import shown

BY_HAND = "by hand"
"""Replaces an unknown time."""


def done_words(record: SessionRecord, names: Mapping[str, str]) -> str:
    """List the exercises of which anything was done.

    Args:
        record: The session.
        names: Names of the exercises by id.
    """
    done = dict.fromkeys(names.get(item.exercise) or shown(item.exercise) for item in record.sets if item.done)
    return ", ".join(done) or "nothing done"
