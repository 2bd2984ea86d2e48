"""The review of a block: weeks, ladders from where to where, minutes, pain and self-tests."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.block.block_review import BlockReview, ReviewedLadder, review_block
from ankle_tui.core.block.block_state import block_states
from ankle_tui.core.exercises.exercise import Level, Side
from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.records import History, SessionRecord
from ankle_tui.core.history.self_tests import BlockRecord, SelfTestRecord, Trial
from ankle_tui.core.training.ladder import Rung, standings
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Rules
from tests import training
from tests.builders import shipped
from tests.core.block.blocks import OFF, TRAINED, make_block, make_history, seen
from tests.examples import examples
from tests.store.history.records import make_id
from tests.training import BALANCE, CALF, CLOSED, MONDAY, OPEN, PILLOW, WALK

DAY = dt.timedelta(1)


def review_of(calendar: Calendar, number: int = -1) -> BlockReview:
    state = block_states(calendar)[number]
    return review_block(state, calendar, shipped(), level=Level.BEGINNER)


def begun(since: int, **changes: object) -> BlockRecord:
    """A block that began so many days after the Monday of the training sessions."""
    return replace(make_block(), since=MONDAY + since * DAY, **changes)  # type: ignore[arg-type]


def done(*days: int, pain: int | None = None) -> list[SessionRecord]:
    """Sessions of balance, raises and a walk, as the first rungs have them."""
    sets = (training.sets_of(BALANCE, OPEN, 2, 30), training.sets_of(CALF, "both-legs", 3, 12))
    return [training.session(day, *sets, touches=0, pain=pain) for day in days]


def as_of(day: int, sessions: list[SessionRecord], block: BlockRecord, **more: object) -> Calendar:
    history = History(tuple(sessions), blocks=(block,), **more)  # type: ignore[arg-type]
    return Calendar(history, Rules(), MONDAY + day * DAY)


def test_weeks_minutes_and_pain() -> None:
    off = tuple(DayMark(MONDAY + day * DAY, DayKind.SICK) for day in range(7, 13))
    sessions = [*done(-3, 1, 4), *done(15, pain=2), *done(17, pain=1), *done(17, pain=0)]
    short = replace(training.session(18, training.sets_of(WALK, "steps", 2, 10, left=1), pain=6), active_seconds=3.0)
    found = review_of(as_of(20, [*sessions, short], begun(0), days=off))
    assert [(week.number, week.done, week.seconds, week.pain) for week in found.weeks] == [
        (1, 2, 480.0, None),
        (None, 0, 0.0, None),
        (2, 2, 720.0, 6),
    ]
    assert found.seconds == 1200.0, "the day before it and what is too short to count are left out"
    assert [week.start for week in found.weeks] == [MONDAY, MONDAY + 7 * DAY, MONDAY + 14 * DAY]


def test_ladders_from_the_first_day_to_the_last() -> None:
    sessions = done(-7, 1, 4, 8, 11, 15)
    calendar = as_of(20, sessions, begun(0))
    found = {ladder.after.exercise.id: ladder for ladder in review_of(calendar).ladders}
    before, after = (
        standings(shipped(), [one for one in sessions if one.day < day], today=day, level=Level.BEGINNER)
        for day in (MONDAY, MONDAY + 20 * DAY)
    )
    assert list(found) == [BALANCE, CALF], "a walk was never done"
    for name, ladder in found.items():
        assert (ladder.before, ladder.after) == (before[name].choice, after[name].choice)
    assert found[CALF].moved
    assert found[CALF].to_json()["to"] == str(Rung.of(after[CALF].choice))


def test_the_first_day_and_the_last_belong_to_it() -> None:
    def raises(*days: int) -> ReviewedLadder:
        closed = begun(1, ended=MONDAY + 4 * DAY)
        return next(one for one in review_of(as_of(9, done(*days), closed)).ladders if one.after.exercise.id == CALF)

    assert raises(1, 4).moved, "both good sessions were in it"
    assert not raises(1, 5).moved
    assert raises(-1, 1).before == raises(1, 5).before, "what was done on its first day came after its beginning"


def test_lanes_that_take_turns_are_compared_each_with_itself() -> None:
    """Eyes closed and the pillow: the next rung of the whole ladder would only tell whose turn it is."""
    opened = [training.session(day, training.sets_of(BALANCE, OPEN, 2, 60), touches=0) for day in range(-40, 0, 4)]
    closed = [training.session(day, training.sets_of(BALANCE, CLOSED, 2, 15), touches=0) for day in (2, 10, 18)]
    pillow = [training.session(day, training.sets_of(BALANCE, PILLOW, 2, 30), touches=0) for day in (6, 14, 22)]
    calendar = as_of(27, [*opened, *closed, *pillow], begun(0))
    found = review_block(
        block_states(calendar)[0], calendar, shipped(), level=Level.BEGINNER, equipment=frozenset({"pillow"})
    )
    ways = [(str(Rung.of(ladder.before)), str(Rung.of(ladder.after))) for ladder in found.ladders]
    assert len(ways) == 2
    assert [after.split()[0] for _, after in ways] == [CLOSED, PILLOW]
    assert [before.split()[0] for before, _ in ways] in ([OPEN, OPEN], [CLOSED, PILLOW])
    assert all(ladder.moved for ladder in found.ladders)


def test_what_comes_after_its_end_is_no_part_of_it() -> None:
    sessions = done(1, 4, 57, 60)
    found = review_of(as_of(80, sessions, begun(0)))
    assert (sum(week.done for week in found.weeks), len(found.weeks), found.seconds) == (2, 8, 480.0)
    closed = review_of(as_of(80, sessions, begun(0, ended=MONDAY + 3 * DAY)))
    assert ([week.done for week in closed.weeks], closed.seconds) == ([1], 240.0)


def test_below_plan_two_a_week_are_offered_and_never_more() -> None:
    def offered(target: int, days: range) -> int:
        return review_of(as_of(60, done(*days), begun(0, target=target))).next_target

    few, many = range(0, 56, 7), range(0, 56, 2)
    assert [offered(target, few) for target in (1, 2, 3)] == [1, 2, 2]
    assert [offered(target, many) for target in (1, 2, 3)] == [1, 2, 3]


def a_test(day: int, number: int, **changes: object) -> SelfTestRecord:
    at = dt.datetime.combine(MONDAY + day * DAY, dt.time(18), tzinfo=dt.UTC)
    record = SelfTestRecord(make_id(number), at.date(), at, "", "raise", 1, (Trial(Side.LEFT, 20.0),))
    return replace(record, **changes)  # type: ignore[arg-type]


def test_the_self_tests_of_its_time() -> None:
    tests = (a_test(50, 1), a_test(-14, 2), a_test(-15, 3), a_test(55, 4), a_test(56, 5), a_test(9, 6, checked=False))
    found = review_of(as_of(70, done(1), begun(0), tests=tests))
    assert [(test.day - MONDAY).days for test in found.tests] == [-14, 50, 55]


def test_a_block_that_ended_before_it_began_can_be_reviewed() -> None:
    found = review_of(seen(make_history([1], blocks=[make_block(20, ended=3)]), 30), 0)
    assert sum(week.done for week in found.weeks) == 0
    assert found.seconds == 0


def test_as_json() -> None:
    found = review_of(as_of(8, done(1, pain=1), begun(0), tests=(a_test(0, 1),)))
    assert found.to_json() == {
        "weeks": [
            {"start": "2026-11-16", "number": 1, "done": 1, "active_seconds": 240.0, "pain": 1},
            {"start": "2026-11-23", "number": 2, "done": 0, "active_seconds": 0.0, "pain": None},
        ],
        "ladders": [
            {"exercise": BALANCE, "from": "eyes-open-firm 1", "to": "eyes-open-firm 1"},
            {"exercise": CALF, "from": "both-legs 2", "to": "both-legs 2"},
        ],
        "active_seconds": 240.0,
        "tests": [a_test(0, 1).to_json()],
        "next_target": 2,
    }


@examples(60)
@given(TRAINED, OFF, st.lists(st.integers(0, 100), max_size=3), st.integers(0, 140))
def test_the_weeks_add_up_whatever_was_done(trained: set[int], off: set[int], since: list[int], today: int) -> None:
    blocks = [make_block(day, number=number) for number, day in enumerate(since)]
    calendar = seen(make_history(sorted(trained), off, blocks), today)
    for number, state in enumerate(block_states(calendar)):
        found = review_of(calendar, number)
        assert sum(week.done for week in found.weeks) == state.counts.done
        assert [week.number for week in found.weeks if week.number] == [
            *range(1, sum(week.number is not None for week in found.weeks) + 1)
        ]
        assert found.seconds == sum(week.seconds for week in found.weeks)
        assert all(week.start <= min(state.last, calendar.today) for week in found.weeks)
