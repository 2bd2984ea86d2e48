"""The words of the history."""

import datetime as dt
from dataclasses import replace

from ankle_tui.core.exercises.exercise import Choice, Context, Level, Side
from ankle_tui.core.history.records import Feel, Morning, Outcome, Touches
from ankle_tui.ui.history.history_wording import (
    NONE_SUCH,
    answers_words,
    context_of,
    count_words,
    facts_words,
    filter_words,
    opened_title,
    size_words,
    times_words,
)
from ankle_tui.ui.wording.day_words import TOO_SHORT
from ankle_tui.ui.wording.report_words import BY_HAND
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


def test_the_facts_of_a_session() -> None:
    assert facts_words(past(0)) == ["1 of 2 sets", "ended early"]
    assert facts_words(past(0, sets=SHORT, active_seconds=7.0)) == ["0 of 1 set", "ended early", TOO_SHORT]
    assert facts_words(past(0, day=dt.date(2026, 11, 20)))[-1] == "started Sunday 22 November 2026"


def test_a_session_is_named_by_its_day_and_times_and_one_by_hand_has_no_times() -> None:
    by_hand = past(0, extra={"by_hand": True})
    assert [opened_title(past(0), 2026), opened_title(past(0), 2027), opened_title(by_hand, 2026)] == [
        "Sunday 22 November, 18:04",
        "Sunday 22 November 2026, 18:04",
        "Sunday 22 November",
    ]
    assert [times_words(past(0)), times_words(by_hand)] == ["18:04 to 18:04", BY_HAND]
    assert [context_of(past(0)), context_of(by_hand)] == ["after a run", f"{BY_HAND} · after a run"]


def test_only_answers_that_were_given_are_listed() -> None:
    assert answers_words(past(0)) == []
    assert answers_words(TOLD) == [
        ("Before", "sore"),
        ("Effort", "7"),
        ("Pain", "1 left"),
        ("Touches", "2 left, 0 right"),
        ("Morning after", "worse"),
        ("Pain gone", "Tue 24 Nov"),
    ]
    assert answers_words(past(0, pain=0)) == [("Pain", "0")]


def test_the_title_counts_and_names_what_sessions_are_filtered_by() -> None:
    assert [count_words(0, 0), count_words(1, 1, 60), count_words(4, 1, 7200), count_words(4, 0)] == [
        "",
        "1 session · 1 min",
        "1 of 4 sessions · 2 h 00 min",
        "0 of 4 sessions",
    ]
    assert filter_words("Calf raise", Context.POST_RUN) == "calf raise · after a run"
    assert NONE_SUCH == "No session matches. Esc shows all."


def test_a_session_by_hand_has_a_size() -> None:
    chosen = [Choice.start(shipped().get(name), Level.BEGINNER) for name in ("single-leg-balance", "calf-raise")]
    assert size_words(chosen) == "2 exercises · 5 min of work"
    assert size_words([]) == "Nothing chosen"
