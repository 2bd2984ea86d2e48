"""The words of the history."""

import datetime as dt
from dataclasses import replace

import pytest

from ankle_tui.core.exercises.exercise import Choice, Context, Level, Side
from ankle_tui.core.history.records import Feel, Morning, Outcome, SessionRecord, Touches
from ankle_tui.ui.history.history_wording import NONE_SUCH, amend_title, facts, size_words, title_words
from tests.builders import shipped
from tests.ui.history.past import past, sets_of

SHORT = tuple(replace(item, outcome=Outcome.SHORT) for item in sets_of("calf-raise"))
TOLD = past(
    0,
    feel=Feel.SORE,
    effort=7,
    pain=1,
    pain_side=Side.LEFT,
    touches=Touches(2, 0),
    morning=Morning.WORSE,
    relieved=dt.date(2026, 11, 24),
)


@pytest.mark.parametrize(
    ("record", "lines"),
    [
        (past(0), ["18:04–18:04 · after a run · beginner", "1 of 2 sets · 0:43 of work · early"]),
        (
            past(0, sets=SHORT, active_seconds=7.0),
            ["18:04–18:04 · after a run · beginner", "0 of 1 set · 0:07 of work · early · too short to count"],
        ),
        (
            past(0, day=dt.date(2026, 11, 20)),
            [
                "started Sunday 22 November 2026 18:04–18:04 · after a run · beginner",
                "1 of 2 sets · 0:43 of work · early",
            ],
        ),
        (
            TOLD,
            [
                "18:04–18:04 · after a run · beginner",
                "1 of 2 sets · 0:43 of work · early",
                "sore before · effort 7 · pain 1 left · touches 2 left, 0 right · worse the morning after",
                "no more pain from Tue 24 Nov",
            ],
        ),
        (past(0, extra={"by_hand": True}), ["by hand · after a run · beginner", "1 of 2 sets · 0:43 of work · early"]),
    ],
)
def test_the_facts_of_a_session(record: SessionRecord, lines: list[str]) -> None:
    assert facts(record, 100).split("\n") == lines


def test_the_facts_are_broken_where_they_are_narrow_and_nothing_is_left_out() -> None:
    narrow = facts(TOLD, 30).split("\n")
    assert max(map(len, narrow)) <= 30
    assert " · ".join(narrow) == facts(TOLD, 100).replace("\n", " · ")


def test_the_title_counts_and_names_what_sessions_are_filtered_by() -> None:
    assert [title_words(0, 0), title_words(1, 1), title_words(4, 4)] == [
        "History",
        "History · 1 session",
        "History · 4 sessions",
    ]
    both = title_words(4, 1, "Calf raise", Context.POST_RUN)
    assert both == "History · 1 of 4 sessions · calf raise · after a run"
    assert title_words(4, 1, "Calf raise", Context.POST_RUN, named=False) == "1 of 4 · calf raise · after a run"
    assert amend_title(dt.date(2026, 11, 19)) == "Amend · Thursday 19 November 2026"
    assert NONE_SUCH == "No session matches. Esc shows all."


def test_a_session_by_hand_has_a_size() -> None:
    chosen = [Choice.start(shipped().get(name), Level.BEGINNER) for name in ("single-leg-balance", "calf-raise")]
    assert size_words(chosen) == "2 exercises · 5 min of work"
    assert size_words([]) == "Nothing chosen"
