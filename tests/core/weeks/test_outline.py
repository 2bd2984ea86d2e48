"""What the digest of a history tells of the weeks is what the whole history tells."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.history.records import History
from ankle_tui.core.weeks.calendar import Calendar, day_numbers
from ankle_tui.core.weeks.outline import DigestOutline, Outline, Rules, WeekStart
from tests.histories import LATEST, random_history


def told(outline: Outline) -> list[object]:
    """All that Home shows of the weeks."""
    weeks = outline.weeks(3)
    days = [(day.day, day.kind, day.hard, day.sessions > 0, day.tested) for week in weeks for day in week.days]
    return [
        *days,
        *((week.done, week.target, week.hit, week.rest) for week in weeks),
        (outline.streak, outline.best, outline.risk, outline.days_left, outline.last, outline.consistency),
    ]


@given(st.integers(0, 10_000), st.integers(-40, 10), st.sampled_from(WeekStart), st.integers(1, 3))
def test_the_digest_tells_what_the_history_tells(seed: int, later: int, start: WeekStart, target: int) -> None:
    history, rules, today = random_history(seed), Rules(target, start), LATEST + dt.timedelta(later)
    whole = Calendar(history, rules, today)
    numbers = day_numbers(history)
    if max(numbers["trained"], default=0) > today.toordinal():
        with pytest.raises(LookupError):
            DigestOutline(numbers, rules, today)
        return
    ahead = DigestOutline(numbers, rules, today)
    assert told(ahead) == told(whole)
    assert ahead.has_blocks or not whole.blocks


def test_no_history_is_known_without_a_digest() -> None:
    assert told(DigestOutline(None, Rules(), LATEST)) == told(Calendar(History(), Rules(), LATEST))


@pytest.mark.parametrize("missing", ["hard", "tested", "pauses", "trained"])
def test_a_digest_of_an_older_program_is_not_believed(missing: str) -> None:
    numbers = day_numbers(History())
    del numbers[missing]
    with pytest.raises(LookupError):
        DigestOutline(numbers, Rules(), LATEST)
