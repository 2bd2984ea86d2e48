"""The day a session counts for, and a history by days and weeks."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from ankle_tui.core.exercises.exercise import Context
from ankle_tui.core.history.day_marks import MARKED_BACK, DayKind, DayMark, Target
from ankle_tui.core.history.ids import new_id
from ankle_tui.core.history.records import History, Outcome, SessionRecord
from ankle_tui.core.history.training_day import CUT_OFF, training_day
from ankle_tui.core.self_tests.protocols import SelfTestId
from ankle_tui.core.session.engine import Session
from ankle_tui.core.validation import TableReader
from ankle_tui.core.weeks.calendar import Calendar, settle_target
from ankle_tui.core.weeks.outline import Day, Risk, Rules, WeekStart
from tests.builders import ENDED, Runner, short_plan
from tests.self_tests import measured

BERLIN_SUMMER = dt.timezone(dt.timedelta(hours=2))
BERLIN = ZoneInfo("Europe/Berlin")
USUAL = Rules()
MONDAY = dt.date(2026, 11, 16)
TODAY = dt.date(2026, 11, 20)
ONE_DAY = dt.timedelta(1)
RECORD = Runner(short_plan()).start().work(2).session.record(ENDED)


def session(
    day: dt.date, number: int = 0, context: Context = Context.OTHER, hour: int = 18, seconds: float = 60.0
) -> SessionRecord:
    """A session of a day."""
    started = dt.datetime.combine(day, dt.time(hour), dt.UTC)
    record = replace(RECORD, id=new_id(number, bytes(10)), day=day, started_at=started)
    return replace(record, context=context, active_seconds=seconds)


def kept(started: dt.datetime, ended: dt.datetime, number: int = 0, cut_off: dt.timedelta = CUT_OFF) -> SessionRecord:
    """A session as the program would keep it."""
    day = training_day(started, cut_off)
    record = Session(short_plan(), new_id(number, bytes(10)), started, "Europe/Berlin", day=day).record(ended)
    return replace(record, sets=RECORD.sets)


class Counting(tuple[SessionRecord, ...]):
    """Sessions that count how often all of them are looked at."""

    looks = 0

    def __iter__(self) -> Iterator[SessionRecord]:
        self.looks += 1
        return super().__iter__()


def test_one_day_after_the_other_is_found_without_looking_at_every_session_again() -> None:
    sessions = Counting(session(TODAY - dt.timedelta(number), number) for number in range(20))
    found = Calendar(History(sessions), USUAL, TODAY)
    assert [item.day for item in found.sessions(TODAY)] == [TODAY]
    before = sessions.looks
    for back in range(1, 20):
        assert [item.day for item in found.sessions(TODAY - dt.timedelta(back))] == [TODAY - dt.timedelta(back)]
    assert sessions.looks == before


def calendar(
    sessions: Sequence[SessionRecord] = (),
    *,
    days: Sequence[DayMark] = (),
    targets: Sequence[Target] = (),
    rules: Rules = USUAL,
    today: dt.date = TODAY,
) -> Calendar:
    return Calendar(History(tuple(sessions), days=tuple(days), targets=tuple(targets)), rules, today)


@pytest.mark.parametrize(
    ("time", "day"),
    [
        (dt.time(3, 0), 22),
        (dt.time(2, 59, 59), 21),
        (dt.time(0, 0), 21),
        (dt.time(23, 59, 59), 22),
    ],
)
def test_the_night_still_belongs_to_the_day_before(time: dt.time, day: int) -> None:
    assert training_day(dt.datetime.combine(dt.date(2026, 11, 22), time)) == dt.date(2026, 11, day)


def test_the_cut_off_is_a_setting() -> None:
    assert training_day(dt.datetime(2026, 11, 22, 0, 30), dt.timedelta()) == dt.date(2026, 11, 22)


@pytest.mark.parametrize("hours", [-11, 0, 14])
def test_the_day_is_that_of_the_wall_clock_whatever_the_zone(hours: int) -> None:
    started = dt.datetime(2026, 11, 22, 4, tzinfo=dt.timezone(dt.timedelta(hours=hours)))
    assert training_day(started) == dt.date(2026, 11, 22)


def test_the_cut_off_is_taken_from_the_clock_on_the_wall_also_when_it_is_put_forward() -> None:
    assert training_day(dt.datetime(2026, 3, 29, 3, 0, tzinfo=BERLIN_SUMMER)) == dt.date(2026, 3, 29)


def test_the_first_night_of_a_year_belongs_to_the_last_one() -> None:
    assert training_day(dt.datetime(2027, 1, 1, 1)) == dt.date(2026, 12, 31)


# Time: nothing that happens to clocks and settings changes a stored day


def stored(history: History) -> list[str]:
    """The days as they are in the file."""
    return [str(record.to_json()["day"]) for record in history.sessions]


def read_again(record: SessionRecord) -> SessionRecord:
    """The record after it was written and read."""
    return SessionRecord.read(TableReader(record.to_json()))


def test_a_session_over_midnight_belongs_to_the_day_it_began() -> None:
    record = kept(dt.datetime(2026, 11, 20, 23, 50, tzinfo=BERLIN), dt.datetime(2026, 11, 21, 0, 10, tzinfo=BERLIN))
    assert record.day == read_again(record).day == TODAY
    assert calendar([record], today=TODAY + ONE_DAY).last == TODAY


@pytest.mark.parametrize(("time", "day"), [(dt.time(2, 59), TODAY), (dt.time(3, 0), TODAY + ONE_DAY)])
def test_a_session_at_the_cut_off_counts_for_the_new_day(time: dt.time, day: dt.date) -> None:
    started = dt.datetime.combine(TODAY + ONE_DAY, time, BERLIN)
    record = kept(started, started + dt.timedelta(minutes=9))
    found = calendar([record], today=day)
    assert (record.day, found.last, found.day(day).sessions) == (day, day, 1)


def test_another_cut_off_or_week_start_leaves_every_stored_day_as_it_is() -> None:
    night = dt.datetime(2026, 11, 16, 1, 30, tzinfo=BERLIN)
    history = History((kept(night, night), kept(night + 3 * ONE_DAY, night + 3 * ONE_DAY, 1)))
    before = stored(history)
    assert before == ["2026-11-15", "2026-11-18"]
    for start in WeekStart:
        for cut_off in (dt.timedelta(), CUT_OFF, dt.timedelta(hours=12)):
            rules = Rules(week_start=start, cut_off=cut_off)
            found = Calendar(history, rules, TODAY)
            assert [day.day for day in found.week(TODAY).days if day.sessions][-1] == dt.date(2026, 11, 18)
            assert found.streak == (start is WeekStart.SUNDAY)
            settle_target(history, rules, TODAY)
            assert stored(history) == before


@pytest.mark.parametrize(
    ("left", "landed", "days"),
    [
        # Auckland to Los Angeles: one calendar day twice, the second session before the first by the wall clock.
        (("Pacific/Auckland", 20, 18), ("America/Los_Angeles", 20, 9), [20, 20]),
        # Los Angeles to Auckland: a calendar day that never was.
        (("America/Los_Angeles", 18, 18), ("Pacific/Auckland", 20, 9), [18, 20]),
    ],
)
def test_a_flight_across_the_date_line(
    left: tuple[str, int, int], landed: tuple[str, int, int], days: list[int]
) -> None:
    starts = [dt.datetime(2026, 11, day, hour, tzinfo=ZoneInfo(zone)) for zone, day, hour in (left, landed)]
    assert starts[0] < starts[1]
    records = [kept(start, start + dt.timedelta(minutes=9), number) for number, start in enumerate(starts)]
    history = History(tuple(map(read_again, records)))
    found = Calendar(history, Rules(), dt.date(2026, 11, 20))
    assert [record.day.day for record in history.sessions] == days
    assert found.week(TODAY).done == len(set(days))
    assert [record.id for record in found.sessions(TODAY)] == [item.id for item in records if item.day == TODAY]
    assert stored(history) == [record.day.isoformat() for record in records]


@pytest.mark.parametrize(("day", "hours"), [(dt.date(2026, 3, 29), 23), (dt.date(2026, 10, 25), 25)])
def test_a_day_of_23_or_25_hours_is_one_day(day: dt.date, hours: int) -> None:
    first = dt.datetime.combine(day, dt.time(3), BERLIN)
    midnights = [dt.datetime.combine(day + n * ONE_DAY, dt.time(), BERLIN).astimezone(dt.UTC) for n in (0, 1)]
    assert midnights[1] - midnights[0] == dt.timedelta(hours=hours)
    starts = [first, dt.datetime.combine(day + ONE_DAY, dt.time(2, 59), BERLIN)]
    around = [first - dt.timedelta(minutes=1), dt.datetime.combine(day + ONE_DAY, dt.time(3), BERLIN)]
    assert {training_day(start) for start in starts} == {day}
    assert [training_day(start) for start in around] == [day - ONE_DAY, day + ONE_DAY]
    records = [kept(start, start, number) for number, start in enumerate((*starts, *around))]
    week = calendar(records, today=day + 7 * ONE_DAY).week(day)
    assert [item.sessions for item in week.days if item.day == day] == [2]
    assert len({item.day for item in week.days}) == 7


def test_the_hour_that_comes_twice_is_the_same_night_both_times() -> None:
    twice = [dt.datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=BERLIN) for fold in (0, 1)]
    assert [training_day(start) for start in twice] == [dt.date(2026, 10, 24)] * 2


def test_weeks_go_on_over_both_changes_of_the_clock() -> None:
    for change in (dt.date(2026, 3, 29), dt.date(2026, 10, 25)):
        starts = [dt.datetime.combine(change + n * ONE_DAY, dt.time(18), BERLIN) for n in (-12, -10, -5, 0, 2, 4)]
        records = [kept(start, start, number) for number, start in enumerate(starts)]
        assert calendar(records, today=change + 4 * ONE_DAY).streak == 3


def test_a_clock_that_was_set_back_changes_nothing_and_is_made_up_for_by_time() -> None:
    ahead, behind = TODAY + 10 * ONE_DAY, TODAY
    early = [session(ahead, 0), session(ahead + 2 * ONE_DAY, 1)]
    later = [session(behind, 2), session(behind - 2 * ONE_DAY, 3)]
    history = History((*early, *later), days=(DayMark(ahead, DayKind.REST),))
    before = stored(history)
    now = Calendar(history, Rules(), behind)
    assert (now.last, now.streak, now.week(behind).done) == (behind, 1, 2)
    assert now.week(ahead).done == 0
    assert now.day(ahead).sessions == 0
    assert len(now.sessions(ahead)) == 1  # it can be opened and put right
    assert now.past == tuple(later)
    assert [total.sessions for total in now.totals()] == [2]
    assert settle_target(history, Rules(), behind) == Target(MONDAY, 2)
    then = Calendar(history, Rules(), ahead + 2 * ONE_DAY)
    assert (then.last, then.week(ahead).done) == (ahead + 2 * ONE_DAY, 2)
    assert stored(history) == before


@pytest.mark.parametrize("start", WeekStart)
def test_the_ends_of_the_calendar_raise_nothing(start: WeekStart) -> None:
    records = [session(dt.date.min, 0), session(dt.date.max, 1), session(TODAY, 2)]
    found = calendar(records, rules=Rules(week_start=start))
    assert (found.streak, found.best, found.last) == (0, 0, TODAY)
    assert [total.sessions for total in found.totals()] == [1, 1]
    assert found.week(dt.date.max).done == 0
    assert found.week(dt.date.min).done == 1


# A history by days and weeks


def test_nothing_yet() -> None:
    found = calendar()
    assert (found.streak, found.best, found.consistency, found.last) == (0, 0, None, None)
    assert (found.risk, found.days_left, found.context, found.totals()) == (Risk.TIGHT, 3, None, ())
    assert [week.start for week in found.weeks(2)] == [MONDAY - 7 * ONE_DAY, MONDAY]
    assert all(day.kind is None and not day.sessions for day in found.week(TODAY).days)


@pytest.mark.parametrize(
    ("contexts", "mark", "kind", "context"),
    [
        ([Context.OTHER], None, None, None),
        ([Context.POST_RUN], None, DayKind.RUN, Context.POST_RUN),
        ([Context.CROSS_TRAINING], None, DayKind.CROSS_TRAINING, Context.CROSS_TRAINING),
        ([Context.CROSS_TRAINING, Context.POST_RUN], None, DayKind.RUN, Context.POST_RUN),
        ([Context.POST_RUN], DayKind.CROSS_TRAINING, DayKind.CROSS_TRAINING, Context.CROSS_TRAINING),
        ([Context.POST_RUN], DayKind.REST, DayKind.REST, None),
        ([], DayKind.RUN, DayKind.RUN, Context.POST_RUN),
        ([], None, None, None),
    ],
)
def test_a_day_is_what_it_is_marked_as_else_what_its_sessions_say(
    contexts: list[Context], mark: DayKind | None, kind: DayKind | None, context: Context | None
) -> None:
    records = [session(TODAY, number, item) for number, item in enumerate(contexts)]
    found = calendar(records, days=[DayMark(TODAY, mark, rev=2)])
    assert (found.day(TODAY).kind, found.context) == (kind, context)
    assert (found.mark(TODAY) is None) is (mark is None)


def test_a_day_holds_its_sessions_by_their_start_and_their_work() -> None:
    records = [session(TODAY, 1, hour=20, seconds=30.5), session(TODAY, 2, hour=7), session(MONDAY, 3)]
    found = calendar(records)
    assert [record.started_at.hour for record in found.sessions(TODAY)] == [7, 20]
    assert (found.day(TODAY).sessions, found.day(TODAY).seconds) == (2, 90.5)
    assert found.sessions(TODAY - ONE_DAY) == ()


def too_short(
    day: dt.date, number: int = 0, seconds: float = 7.0, context: Context = Context.POST_RUN
) -> SessionRecord:
    """A session that was left before its first set had been reached."""
    sets = tuple(replace(item, done=min(item.done, 7), outcome=Outcome.SHORT) for item in RECORD.sets)
    return replace(session(day, number, context, seconds=seconds), sets=sets)


def test_less_than_one_set_and_two_minutes_marks_no_day_and_fills_no_week() -> None:
    found = calendar([session(MONDAY), too_short(TODAY, 1)])
    assert (found.last, found.week(TODAY).done, found.context) == (MONDAY, 1, None)
    assert found.day(TODAY) == Day(TODAY, None, hard=False, sessions=0, seconds=0)
    assert [(total.sessions, total.days, total.seconds) for total in found.totals()] == [(1, 1, 60)]
    assert [record.id for record in found.sessions(TODAY)] == [new_id(1, bytes(10))]  # it can still be seen there
    assert len(found.past) == 2
    assert [record.day for record in found.training] == [MONDAY]


@pytest.mark.parametrize(("seconds", "counts"), [(119.999, False), (120.0, True)])
def test_two_minutes_of_work_count_without_a_set_that_was_reached(seconds: float, *, counts: bool) -> None:
    found = calendar([too_short(TODAY, seconds=seconds)])
    assert (found.last == TODAY, found.day(TODAY).kind is DayKind.RUN) == (counts, counts)


def test_beside_a_session_that_counts_a_short_one_adds_nothing() -> None:
    found = calendar([too_short(TODAY, 1), session(TODAY, 2, seconds=300.0)])
    assert (found.day(TODAY).sessions, found.day(TODAY).seconds, found.day(TODAY).kind) == (1, 300, None)


def test_a_short_session_is_no_first_one_for_the_target() -> None:
    assert settle_target(History((too_short(MONDAY),)), Rules(), TODAY) is None
    assert settle_target(History((too_short(MONDAY - 7 * ONE_DAY), session(TODAY, 1))), Rules(), TODAY) == Target(
        MONDAY, 2
    )


def test_without_a_date_to_come_the_past_is_the_history_itself() -> None:
    sessions = (session(MONDAY), too_short(TODAY, 1))
    assert calendar(sessions).past is sessions  # what was worked out from it need not be worked out again


def test_self_tests_up_to_today_come_oldest_first() -> None:
    first, second, to_come = (measured(number, SelfTestId.WALL, 10, 10) for number in (0, 4, 9))
    history = History(tests=(to_come, second, first))
    assert Calendar(history, Rules(), MONDAY + 8 * ONE_DAY).tests == (first, second)
    assert Calendar(history, Rules(), MONDAY + 9 * ONE_DAY).tests == (first, second, to_come)


def test_weeks_come_oldest_first_up_to_the_one_asked_for() -> None:
    found = calendar([session(MONDAY), session(TODAY, 1)])
    assert [week.start for week in found.weeks(3)] == [MONDAY - n * 7 * ONE_DAY for n in (2, 1, 0)]
    assert [week.start for week in found.weeks(2, MONDAY - ONE_DAY)] == [MONDAY - n * 7 * ONE_DAY for n in (2, 1)]
    sunday = calendar([session(MONDAY)], rules=Rules(week_start=WeekStart.SUNDAY)).week(TODAY)
    assert (sunday.start, sunday.done) == (MONDAY - ONE_DAY, 1)


def test_marking_a_day_raises_its_revision_and_keeps_what_a_newer_version_wrote() -> None:
    old = DayMark(TODAY, DayKind.RUN, hard=True, rev=4, extra={"shoes": "red"})
    found = calendar(days=[old])
    assert found.marked(TODAY, DayKind.REST) == DayMark(TODAY, DayKind.REST, rev=5, extra={"shoes": "red"})
    assert found.marked(TODAY, None).kind is None
    assert found.marked(MONDAY, DayKind.RUN, hard=True) == DayMark(MONDAY, DayKind.RUN, hard=True)
    assert found.marked(MONDAY, DayKind.REST, hard=True).hard is False
    cleared = calendar(days=[DayMark(TODAY, None, rev=7)])
    assert cleared.marked(TODAY, DayKind.RUN).rev == 8


@pytest.mark.parametrize("back", [-1, MARKED_BACK + 1])
def test_a_day_to_come_or_long_gone_cannot_be_marked(back: int) -> None:
    with pytest.raises(ValueError, match="14 days back"):
        calendar().marked(TODAY - back * ONE_DAY, DayKind.RUN)


def test_days_from_fourteen_days_back_to_today_can_be_marked() -> None:
    for back in (0, MARKED_BACK):
        day = TODAY - back * ONE_DAY
        assert calendar().marked(day, DayKind.RUN) == DayMark(day, DayKind.RUN)


def test_a_week_is_marked_in_one_go_with_its_days_to_come() -> None:
    marks = calendar().week_marked(TODAY, DayKind.SICK)
    assert [mark.day for mark in marks] == [MONDAY + n * ONE_DAY for n in range(7)]
    assert calendar(days=marks).week(TODAY).rest


def test_only_what_may_still_be_marked_of_a_week_is() -> None:
    assert [mark.day for mark in calendar().week_marked(TODAY - 14 * ONE_DAY, DayKind.SICK)] == [
        TODAY - n * ONE_DAY for n in (14, 13, 12)
    ]
    assert calendar().week_marked(TODAY + 7 * ONE_DAY, DayKind.SICK) == ()
    assert calendar().week_marked(TODAY - 28 * ONE_DAY, DayKind.SICK) == ()


def test_a_week_that_is_marked_so_already_is_left_as_it_is() -> None:
    marks = calendar().week_marked(TODAY, DayKind.SICK)
    assert calendar(days=marks).week_marked(TODAY, DayKind.SICK) == ()
    assert [mark.kind for mark in calendar(days=marks[:2]).week_marked(TODAY, None)] == [None, None]
    assert len(calendar(days=marks[:2]).week_marked(TODAY, DayKind.SICK)) == 5


def test_a_week_marked_as_off_leaves_what_was_done() -> None:
    monday, tuesday = (calendar().week(TODAY).days[number].day for number in (0, 1))
    done = (DayMark(monday, DayKind.RUN, hard=True), DayMark(tuesday, DayKind.CROSS_TRAINING))
    sick = calendar(days=done).week_marked(TODAY, DayKind.SICK)
    assert len(sick) == 5
    assert not {monday, tuesday} & {mark.day for mark in sick}
    assert {mark.day for mark in calendar(days=(*done, *sick)).week_marked(TODAY, None)} == {mark.day for mark in sick}


def test_a_target_is_noted_with_its_revision_raised() -> None:
    history = History((session(MONDAY),))
    first = settle_target(history, Rules(), TODAY)
    assert first == Target(MONDAY, 2)
    changed = settle_target(replace(history, targets=(Target(MONDAY, 2),)), Rules(3), TODAY)
    assert changed == Target(MONDAY + 7 * ONE_DAY, 3)
    both = (Target(MONDAY, 2), Target(MONDAY + 7 * ONE_DAY, 3, extra={"why": "race"}))
    back = settle_target(replace(history, targets=both), Rules(2), TODAY)
    assert back == Target(MONDAY + 7 * ONE_DAY, 2, rev=2, extra={"why": "race"})
    assert settle_target(replace(history, targets=both), Rules(3), TODAY) is None
    assert settle_target(History(), Rules(), TODAY) is None


def test_the_figures_of_a_week_are_kept_apart_from_those_of_the_next() -> None:
    records = [session(MONDAY, 0), session(MONDAY, 1, hour=7, seconds=2.5), session(MONDAY - ONE_DAY, 2)]
    before, this = calendar(records).totals()
    assert before == (MONDAY - 7 * ONE_DAY, 1, 1, 60.0)
    assert this == (MONDAY, 2, 1, 62.5)
    assert calendar(records).totals(1) == (this,)
