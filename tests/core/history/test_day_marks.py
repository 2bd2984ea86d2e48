"""Marks of days and weekly targets: how they read from and write to the history, and what of it is refused."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.history.day_marks import DayKind, DayMark, Target, plain_mark
from ankle_tui.core.history.ids import MOST_REVISIONS
from ankle_tui.core.history.records import FORMAT, VERSION, read_history
from ankle_tui.core.validation import InvalidValue, TableReader
from tests.examples import examples

SUNDAY = dt.date(2026, 11, 22)


def history(key: str, *items: object) -> object:
    return {"format": FORMAT, "version": VERSION, key: list(items)}


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        (DayMark(SUNDAY, DayKind.RUN, hard=True), {"day": "2026-11-22", "rev": 1, "kind": "run", "hard": True}),
        (DayMark(SUNDAY, DayKind.SICK, rev=3), {"day": "2026-11-22", "rev": 3, "kind": "sick"}),
        (DayMark(SUNDAY, None, rev=2), {"day": "2026-11-22", "rev": 2, "kind": None}),
        (
            DayMark(SUNDAY, DayKind.RUN, imported=DayKind.RUN),
            {"day": "2026-11-22", "rev": 1, "kind": "run", "imported": "run"},
        ),
    ],
)
def test_a_mark_survives_json(mark: DayMark, expected: dict[str, object]) -> None:
    assert mark.to_json() == expected
    assert read_history(history("days", expected)).days == (mark,)


def test_a_target_survives_json() -> None:
    target = Target(SUNDAY, 3, 2)
    assert target.to_json() == {"since": "2026-11-22", "rev": 2, "sessions": 3}
    assert read_history(history("targets", target.to_json())).targets == (target,)


@pytest.mark.parametrize(
    ("key", "items", "line"),
    [
        ("days", [{"day": "2026-11-22"}], "days 1: kind: is missing"),
        ("days", [{"day": "22.11.", "kind": "run"}], 'days 1: day: must be a date like 2026-11-22, not "22.11."'),
        (
            "days",
            [{"day": "2026-11-22", "kind": "rum"}],
            'days 1: kind: "rum" is not one of: run, cross-training, rest, sick, travel; did you mean "run"?',
        ),
        ("days", [{"day": "2026-11-22", "kind": "rest", "hard": True}], "days 1: hard: is for a run only"),
        ("days", [{"day": "2026-11-22", "kind": "run", "hard": 1}], "days 1: hard: must be true or false, not 1"),
        ("days", [{"day": "2026-11-22", "kind": "run"}] * 2, "days: 2026-11-22 is there twice"),
        ("targets", [{"since": "2026-11-16", "sessions": 4}], "targets 1: sessions: must be from 1 to 3, not 4"),
        ("targets", [{"since": "2026-11-16", "sessions": 2}] * 2, "targets: 2026-11-16 is there twice"),
    ],
)
def test_what_cannot_be_used_is_named(key: str, items: list[object], line: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        read_history(history(key, *items))
    assert str(caught.value) == line


@examples(300)
@given(
    st.fixed_dictionaries(
        {"day": st.sampled_from(["2026-11-22", "2026-11-31", "20261122", "1066-01-01", "2026-11-22 ", 3, None])},
        optional={
            "rev": st.sampled_from([1, 7, 0, True, 1.0, "1", MOST_REVISIONS, MOST_REVISIONS + 1]),
            "kind": st.sampled_from(["run", "sick", "rum", None, 1, [], ""]),
            "imported": st.sampled_from(["run", "cross-training", "rum", None, []]),
            "hard": st.booleans(),
            "mood": st.none(),
        },
    )
)
def test_a_plain_mark_reads_the_same_either_way(item: dict[str, object]) -> None:
    quick = plain_mark(item)
    assert quick is None or quick == DayMark.read(TableReader(item))
    assert plain_mark(DayMark(SUNDAY, DayKind.RUN, rev=3, imported=DayKind.RUN).to_json())
    assert plain_mark([]) is None
