"""Pictures of the history and of what is opened from it: nothing yet, a week, a year; wide, narrow, without colour."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ankle_tui.core.exercises.exercise import Context
from ankle_tui.core.history.records import Outcome, SessionRecord, Status
from tests.ui.stage import make_app
from tests.ui.test_snapshots import LARGE, NARROW, USUAL, Compare, pictures, pressing, settled
from tests.ui.training import a_year, put_history


def left_early(session: SessionRecord) -> SessionRecord:
    """The same without its last set."""
    *sets, last = session.sets
    return replace(session, status=Status.PARTIAL, sets=(*sets, replace(last, done=0, outcome=Outcome.SKIPPED)))


def told(sessions: list[SessionRecord]) -> list[SessionRecord]:
    """The same with what runners say of their sessions, some ended early, one added by hand."""
    contexts = [Context.POST_RUN, Context.POST_RUN, Context.CROSS_TRAINING, Context.POST_RUN, Context.OTHER]
    found = [
        replace(
            left_early(session) if number % 7 == 1 else session,
            effort=(None, 6, 5, 7)[number % 4],
            pain=(None, 0, 1, None, 2)[number % 5],
            context=contexts[number % 5],
        )
        for number, session in enumerate(reversed(sessions))
    ]
    return [*found[:4], *(replace(session, extra={"by_hand": True}) for session in found[4:5]), *found[5:]]


HISTORIES: dict[str, Callable[[], list[SessionRecord]]] = {"empty": list, "year": a_year}
SCREENS = {
    "filtered": ("h", "f", "f", "c", "down"),
    "record": ("h", "down", "enter"),
    "amend": ("h", "down", "enter", "e"),
    "by-hand": ("h", "a"),
}
BY_HAND = ("h", "a", *"2025-07-14", "tab", "right", "tab", "down", "right")
"""Keys to a session added by hand, with a day and exercises."""


@pictures("history", ("empty", USUAL), *(("year", size) for size in (USUAL, NARROW, LARGE)))
def test_history(snap_compare: Compare, tmp_path: Path, history: str, size: tuple[int, int]) -> None:
    put_history(tmp_path, told(HISTORIES[history]()))
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=size, run_before=pressing("h", "down"))


@pictures(
    "screen",
    ("filtered", USUAL),
    ("record", USUAL),
    ("record", NARROW),
    ("amend", USUAL),
    ("by-hand", USUAL),
)
def test_screen(snap_compare: Compare, tmp_path: Path, screen: str, size: tuple[int, int]) -> None:
    put_history(tmp_path, told(a_year()))
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=size, run_before=pressing(*SCREENS[screen]))


def test_without_colour(snap_compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    put_history(tmp_path, told(a_year()))
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=(80, 24), run_before=pressing(*BY_HAND))
