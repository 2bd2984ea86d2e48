"""Whatever was trained and marked: what holds of streaks, and that an independent count day by day says the same."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Context
from ankle_tui.core.history.day_marks import OFF, DayKind, DayMark, Target
from ankle_tui.core.history.ids import new_id
from ankle_tui.core.history.merge import merge
from ankle_tui.core.history.records import History, SessionRecord
from ankle_tui.core.weeks.calendar import Calendar, settle_target
from ankle_tui.core.weeks.outline import Risk, Rules, WeekStart
from tests.builders import ENDED, Runner, short_plan
from tests.examples import examples

ORIGIN = dt.date(2026, 11, 16)
ONE_DAY = dt.timedelta(1)
RECORD = Runner(short_plan()).start().work(2).session.record(ENDED)
THOUSANDS = examples(1000)
HUNDREDS = examples(400)


def day_of(number: int) -> dt.date:
    """A day so many after the first Monday."""
    return ORIGIN + dt.timedelta(number)


def session(day: dt.date, number: int = 0, context: Context = Context.OTHER) -> SessionRecord:
    """A session of a day."""
    started = dt.datetime.combine(day, dt.time(18, number % 60), dt.UTC)
    return replace(RECORD, id=new_id(number, bytes(10)), day=day, started_at=started, context=context)


@dataclass(frozen=True)
class Case:
    """A history, how it is counted, and the day it is."""

    history: History
    rules: Rules
    today: dt.date

    @property
    def calendar(self) -> Calendar:
        return Calendar(self.history, self.rules, self.today)

    @property
    def week(self) -> list[dt.date]:
        """The days of this week."""
        return [item.day for item in self.calendar.week(self.today).days]

    def change(self, *, sessions: Iterable[SessionRecord] = (), days: Iterable[DayMark] = ()) -> "Case":
        """The same with more sessions and other marks."""
        marks = {mark.day: mark for mark in (*self.history.days, *days)}
        more = replace(self.history, sessions=(*self.history.sessions, *sessions), days=tuple(marks.values()))
        return replace(self, history=more)


numbers = st.integers(0, 69)
marks = st.dictionaries(numbers, st.sampled_from([*DayKind, DayKind.SICK, None]), max_size=12)
sick_weeks = st.sets(st.integers(0, 9), max_size=3)
rules = st.builds(Rules, st.integers(1, 3), st.sampled_from(WeekStart))
# A steady runner's days, now and then one missed, are what streaks are made of; random days alone would seldom make one.
steady = st.tuples(st.sampled_from([(0, 2), (1, 4), (0, 2, 4), (6,)]), st.integers(0, 9), st.sets(numbers, max_size=4))
steady_days = steady.map(lambda it: {7 * week + day for week in range(it[1], 10) for day in it[0]} - it[2])
odd_days = st.integers(0, 2**70 - 1).map(lambda bits: {day for day in range(70) if bits >> day & 1})
trained = st.one_of(st.sets(numbers, max_size=8), odd_days, steady_days)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Up to ten weeks of training, seen from a day in them or soon after."""
    days = sorted(draw(trained))
    turn, twice = draw(st.integers(0, 5)), draw(st.integers(2, 9))
    days += days[turn::twice]
    sick = {7 * week + day: DayKind.SICK for week in draw(sick_weeks) for day in range(4)}
    marked = sick | draw(marks)
    targets = draw(st.dictionaries(st.integers(0, 9), st.integers(1, 3), max_size=3))
    history = History(
        sessions=tuple(
            session(day_of(day), number, list(Context)[(number + turn) % 3]) for number, day in enumerate(days)
        ),
        days=tuple(DayMark(day_of(day), kind) for day, kind in marked.items()),
        targets=tuple(Target(day_of(7 * week), sessions) for week, sessions in targets.items()),
    )
    today = draw(st.integers(30, 76))
    if draw(st.booleans()):  # the day after training is where most is decided
        today = max((day for day in days if day <= today), default=today) + draw(st.integers(0, 2))
    return Case(history, draw(rules), day_of(today))


# The naive count


def name_of(day: dt.date, start: WeekStart) -> tuple[int, int]:
    """The week of a day by year and number; one that begins on Sunday is that of its Monday."""
    year, number, _ = (day + ONE_DAY if start is WeekStart.SUNDAY else day).isocalendar()
    return year, number


@dataclass
class Counted:
    """One week, counted plainly."""

    days: list[dt.date]
    trained: int = 0
    off: int = 0
    target: int = 0

    @property
    def hit(self) -> bool:
        return self.trained >= self.target


def plain_weeks(case: Case) -> list[Counted]:
    """Every week from the first training day to today, gone through day by day."""
    past = {record.day for record in case.history.sessions if record.day <= case.today}
    kinds = {mark.day: mark.kind for mark in case.history.days}
    if not past:
        return []
    weeks: dict[tuple[int, int], Counted] = {}
    day = min(past) - 6 * ONE_DAY
    while day <= case.today + 6 * ONE_DAY:
        week = weeks.setdefault(name_of(day, case.rules.week_start), Counted([]))
        week.days.append(day)
        week.trained += day in past
        week.off += kinds.get(day) in {DayKind.REST, DayKind.SICK, DayKind.TRAVEL}
        day += ONE_DAY
    first, last = (name_of(day, case.rules.week_start) for day in (min(past), case.today))
    found = [week for name, week in sorted(weeks.items()) if first <= name <= last]
    for week in found:
        week.target = plain_target(case, week.days[3])
    return found


def plain_target(case: Case, middle: dt.date) -> int:
    """The target of the week with this day in its middle."""
    noted = sorted(case.history.targets, key=lambda target: target.since)
    if not noted:
        return case.rules.target
    return next((target.sessions for target in reversed(noted) if target.since <= middle), noted[0].sessions)


def plain_streaks(case: Case) -> tuple[int, int, float | None]:
    """The streak, the best one and the consistency."""
    weeks = plain_weeks(case)
    past = {record.day for record in case.history.sessions if record.day <= case.today}
    runs, looked_at = [0], []
    for week in weeks:
        this, joined_late = case.today in week.days, week is weeks[0] and min(past) != week.days[0]
        if week.hit:
            runs[-1] += 1
        elif not (this or joined_late or week.off >= 4):
            runs.append(0)
        if not this and (week.hit or not (joined_late or week.off >= 4)):
            looked_at.append(week)
    looked_at = looked_at[-12:]
    share = sum(min(week.trained, week.target) for week in looked_at), sum(week.target for week in looked_at)
    return runs[-1], max(runs), share[0] / share[1] if looked_at else None


def most_days(case: Case, first: dt.date) -> int:
    """How many days of this week can still be trained on, by trying the days one after the other."""
    past = {record.day for record in case.history.sessions if record.day <= case.today}
    count, day = 0, first
    while day in case.week:
        if day not in past and day - ONE_DAY not in past:
            past.add(day)
            count += 1
        day += ONE_DAY
    return count


# What holds


@THOUSANDS
@given(cases())
def test_a_plain_count_day_by_day_says_the_same(case: Case) -> None:
    calendar = case.calendar
    assert (calendar.streak, calendar.best, calendar.consistency) == plain_streaks(case)
    for week in plain_weeks(case):
        found = calendar.week(week.days[0])
        assert [day.day for day in found.days] == week.days
        assert (found.done, found.target, found.hit) == (week.trained, week.target, week.hit)
        assert found.rest is (week.off >= 4)


@THOUSANDS
@given(cases())
def test_the_risk_is_that_of_trying_every_day(case: Case) -> None:
    week = case.calendar.week(case.today)
    needed = week.target - week.done
    expected = Risk.SHORT
    if needed <= 0:
        expected = Risk.DONE
    elif needed <= most_days(case, case.today + ONE_DAY):
        expected = Risk.EASY
    elif needed <= most_days(case, case.today):
        expected = Risk.TIGHT
    assert case.calendar.risk is expected


@THOUSANDS
@given(cases(), st.lists(st.tuples(st.integers(0, 6), st.sampled_from([*DayKind, None])), max_size=7))
def test_marking_this_week_never_lowers_a_streak(case: Case, changes: list[tuple[int, DayKind | None]]) -> None:
    marked = case.change(days=(DayMark(case.week[number], kind) for number, kind in changes)).calendar
    assert marked.streak == case.calendar.streak
    assert marked.best == case.calendar.best
    assert marked.consistency == case.calendar.consistency


@HUNDREDS
@given(cases())
def test_this_week_adds_at_most_one_and_takes_nothing(case: Case) -> None:
    monday = case.week[0]
    before = replace(case, today=monday)
    kept = [record for record in case.history.sessions if record.day < monday]
    closed = replace(before, history=replace(case.history, sessions=tuple(kept))).calendar
    assert case.calendar.streak - closed.streak == (
        1 if case.calendar.week(case.today).hit and plain_weeks(case) else 0
    )


@THOUSANDS
@given(cases(), st.integers(1, 6))
def test_a_missed_closed_week_ends_the_streak(case: Case, back: int) -> None:
    days = [day - dt.timedelta(7 * back) for day in case.week]
    earlier = session(days[0] - ONE_DAY, 99)  # so that the week is not the first
    sessions = [record for record in case.history.sessions if record.day not in days]
    marks = [mark for mark in case.history.days if mark.day not in days]
    missed = replace(case, history=replace(case.history, sessions=(*sessions, earlier), days=tuple(marks)))
    since = [record for record in sessions if record.day > days[-1]]
    # What was noted of targets holds on, also where no session is left to say since when.
    noted = (Target(day_of(-70), case.rules.target),) if not case.history.targets else case.history.targets
    missed = replace(missed, history=replace(missed.history, targets=noted))
    alone = replace(missed, history=replace(missed.history, sessions=tuple(since)))
    assert missed.calendar.streak == alone.calendar.streak <= back


@THOUSANDS
@given(cases(), st.integers(1, 6), st.sampled_from(sorted(OFF)))
def test_a_rest_week_neither_breaks_nor_lengthens(case: Case, back: int, kind: DayKind) -> None:
    """The streak with the week marked off is that of a history from which the week has been cut out."""
    days = [day - dt.timedelta(7 * back) for day in case.week]
    kept = tuple(record for record in case.history.sessions if record.day not in days)
    noted = (Target(day_of(-700), case.rules.target),)
    bare = replace(case, history=replace(case.history, sessions=kept, targets=noted))
    rested = bare.change(days=(DayMark(day, kind) for day in days[:4]))
    week = dt.timedelta(7)
    moved = tuple(replace(record, day=record.day + week) if record.day < days[0] else record for record in kept)
    marks = {
        mark.day + week if mark.day < days[0] else mark.day: mark for mark in case.history.days if mark.day not in days
    }
    cut_out = replace(
        bare,
        history=replace(
            bare.history, sessions=moved, days=tuple(replace(mark, day=day) for day, mark in marks.items())
        ),
    )
    assert (rested.calendar.streak, rested.calendar.best) == (cut_out.calendar.streak, cut_out.calendar.best)


@THOUSANDS
@given(cases(), st.randoms(use_true_random=False), st.integers(1, 3))
def test_neither_order_nor_number_of_a_days_sessions_changes_anything(case: Case, rng: object, times: int) -> None:
    assert hasattr(rng, "shuffle")
    doubled = [record for record in case.history.sessions for _ in range(times)]
    rng.shuffle(doubled)
    other = replace(case, history=replace(case.history, sessions=tuple(doubled))).calendar
    assert figures(other) == figures(case.calendar)
    for mine, theirs in zip(case.calendar.weeks(4), other.weeks(4), strict=True):
        assert (mine.done, mine.target, mine.hit, mine.rest) == (theirs.done, theirs.target, theirs.hit, theirs.rest)
        assert [(day.day, day.kind, day.sessions * times) for day in mine.days] == [
            (day.day, day.kind, day.sessions) for day in theirs.days
        ]


def figures(calendar: Calendar) -> tuple[object, ...]:
    """All that is counted over weeks."""
    return calendar.streak, calendar.best, calendar.consistency, calendar.risk, calendar.last, calendar.days_left


@THOUSANDS
@given(cases(), st.lists(st.integers(-14, 76), min_size=1, max_size=5))
def test_a_session_more_never_lowers_a_streak(case: Case, days: list[int]) -> None:
    more = case.change(sessions=(session(day_of(day), 100 + number) for number, day in enumerate(days))).calendar
    assert more.streak >= case.calendar.streak
    assert more.best >= case.calendar.best


@HUNDREDS
@given(cases(), st.lists(st.integers(1, 30), max_size=5))
def test_sessions_after_today_count_for_nothing(case: Case, days: list[int]) -> None:
    to_come = [session(case.today + dt.timedelta(day), 100 + day) for day in days]
    more = case.change(sessions=to_come).calendar
    assert figures(more) == figures(case.calendar)
    assert more.week(case.today).done == case.calendar.week(case.today).done
    assert more.totals() == case.calendar.totals()


@HUNDREDS
@given(cases(), st.lists(st.tuples(numbers, st.sampled_from(Context)), max_size=5))
def test_sessions_too_short_to_count_change_nothing(case: Case, short: list[tuple[int, Context]]) -> None:
    added = [
        replace(session(day_of(day), 200 + number, context), sets=(), active_seconds=119.0)
        for number, (day, context) in enumerate(short)
    ]
    more = case.change(sessions=added).calendar
    assert figures(more) == figures(case.calendar)
    assert more.weeks(10) == case.calendar.weeks(10)
    assert more.totals() == case.calendar.totals()
    assert settle_target(case.change(sessions=added).history, case.rules, case.today) == settle_target(
        case.history, case.rules, case.today
    )


@HUNDREDS
@given(cases())
def test_the_figures_of_the_weeks_are_those_of_their_days(case: Case) -> None:
    past = [record for record in case.history.sessions if record.day <= case.today]
    plain: dict[tuple[int, int], list[SessionRecord]] = {}
    for record in past:
        plain.setdefault(name_of(record.day, case.rules.week_start), []).append(record)
    totals = case.calendar.totals()
    assert [(total.sessions, total.days, total.seconds) for total in totals] == [
        (len(week), len({record.day for record in week}), len(week) * RECORD.active_seconds)
        for _, week in sorted(plain.items())
    ]
    assert case.calendar.totals(3) == tuple(total for total in totals if total.start > case.week[0] - dt.timedelta(21))


@HUNDREDS
@given(cases(), st.integers(1, 3), st.sampled_from(WeekStart))
def test_a_changed_target_is_noted_once_and_counts_from_the_next_week(
    case: Case, target: int, start: WeekStart
) -> None:
    first = [record.day for record in case.history.sessions] or [case.today]
    usual = (*case.history.targets, Target(min([*first, day_of(0)]) - dt.timedelta(7), 2))
    before = replace(case, history=replace(case.history, targets=usual))
    before = settled_case(before)
    after = settled_case(replace(before, rules=Rules(target, before.rules.week_start)))
    assert settle_target(after.history, after.rules, after.today) is None
    assert figures(after.calendar) == figures(before.calendar)
    assert after.calendar.weeks(10) == before.calendar.weeks(10)
    assert after.calendar.week(after.today + dt.timedelta(7)).target == target
    turned = settled_case(replace(after, rules=Rules(target, start)))
    assert settle_target(turned.history, turned.rules, turned.today) is None
    assert turned.calendar.week(turned.today + dt.timedelta(7)).target == target


def settled_case(case: Case) -> Case:
    """With the target noted, as the program does when it opens; once is enough, and the screens have said so before."""
    new = settle_target(case.history, case.rules, case.today)
    history = merge(case.history, History(targets=(new,))) if new else case.history
    noted = replace(case, history=history)
    assert noted.calendar.weeks(9, case.today + dt.timedelta(7)) == case.calendar.weeks(9, case.today + dt.timedelta(7))
    assert figures(noted.calendar) == figures(case.calendar)
    return noted
