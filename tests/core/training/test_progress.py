"""What the training has done: the figures against a naive count, who lags, and what is a best."""

import datetime as dt
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Context, Level, Side, Unit
from ankle_tui.core.history.ids import new_id
from ankle_tui.core.history.records import Outcome, SessionRecord, SetRecord, Status, Touches
from ankle_tui.core.training.ledger import ExerciseStats, Ledger, Progress, Weaker, _Tally
from ankle_tui.core.training.progress import (
    Best,
    PastSet,
    best_words,
    exercise_stats,
    past_sets,
    personal_bests,
    progress,
    side_part_words,
    weekly,
)
from tests.builders import ENDED, STARTED, beginner_plan

MONDAY = dt.date(2026, 11, 16)
BALANCE, OPEN, CLOSED = "single-leg-balance", "eyes-open-firm", "eyes-closed-firm"


def hold(seconds: float, side: Side | None = Side.LEFT, touches: int | None = 0, **changes: object) -> SetRecord:
    """A hold of a balance."""
    record = SetRecord(BALANCE, OPEN, 1, side, None, Unit.SECONDS, 30, seconds, Outcome.DONE, touches)
    return replace(record, **changes)  # type: ignore[arg-type]


def reps(count: float, side: Side | None = None, **changes: object) -> SetRecord:
    """A set of calf raises."""
    record = SetRecord("calf-raise", "both-legs", 1, side, None, Unit.REPS, 12, count, Outcome.DONE)
    return replace(record, **changes)  # type: ignore[arg-type]


def session(*sets: SetRecord, day: int = 0, number: int | None = None) -> SessionRecord:
    """A session so many days after a Monday; its number sorts it within its day and makes its id."""
    return SessionRecord(
        id=new_id(1_763_830_000_000 + (day if number is None else number), bytes(10)),
        day=MONDAY + dt.timedelta(days=day),
        started_at=STARTED,
        ended_at=ENDED,
        zone="Europe/Berlin",
        context=Context.POST_RUN,
        level=Level.BEGINNER,
        status=Status.COMPLETED,
        active_seconds=42.5,
        sets=sets,
    )


def legs(left: float, right: float, **changes: object) -> tuple[SetRecord, SetRecord]:
    return hold(left, Side.LEFT, **changes), hold(right, Side.RIGHT, **changes)  # type: ignore[arg-type]


def only(sessions: Iterable[SessionRecord]) -> ExerciseStats:
    """The figures of sessions that work one thing only."""
    (found,) = exercise_stats(sessions)
    return found


def past(*sessions: SessionRecord, side: Side = Side.LEFT, target: int = 60) -> PastSet | None:
    """What was done before of a hold of one leg."""
    works = [work._replace(target=target) for work in beginner_plan().sets if work.exercise == BALANCE]
    (work,) = [work for work in works if work.side is side and work.number == 1]
    return past_sets(sessions, works, Ledger({BALANCE})).get(work)


# ------------------------------------------------------------------------------------------- last time, and the best


def test_last_time_is_the_longest_hold_of_that_leg_in_the_last_session_with_it() -> None:
    sessions = (
        session(hold(50), hold(40, Side.RIGHT), day=0),
        session(hold(20, number=1), hold(30, number=2), hold(45, Side.RIGHT), day=2),
        session(hold(15, variation=CLOSED), reps(12), day=4),
    )
    assert past(*sessions) == PastSet(30, None, 50, clean=False)
    assert past(*sessions, side=Side.RIGHT) == PastSet(45, None, 45, clean=False)
    assert past(*reversed(sessions)) == past(*sessions)


def test_the_best_is_a_clean_hold_where_touches_were_counted() -> None:
    before = session(hold(48, touches=0), hold(40, Side.RIGHT, touches=1), day=0)
    last = session(hold(60, touches=2), day=2)
    assert past(before, last) == PastSet(60, 2, 48, clean=True)
    assert past(last) == PastSet(60, 2, None, clean=True)
    assert past(replace(last, touches=Touches(0, 0))) == PastSet(60, None, 60, clean=True)


def test_a_set_of_today_is_the_best_of_the_next_one_unless_it_has_to_be_clean() -> None:
    (work,) = [
        work for work in beginner_plan().sets if (work.exercise, work.number, work.side) == (BALANCE, 2, Side.LEFT)
    ]
    today = [hold(45), hold(60, Side.RIGHT), hold(59, variation=CLOSED)]
    assert PastSet(30, None, 40, clean=False).with_today(today, work) == PastSet(30, None, 45, clean=False)
    assert PastSet(30, None, 50, clean=False).with_today(today, work).best == 50
    assert PastSet(30, 1, 40, clean=True).with_today(today, work).best == 40
    assert PastSet(30, None, 40, clean=False).with_today([], work).best == 40


def test_what_is_new_has_no_past() -> None:
    assert past() is None
    assert past(session(hold(15, variation=CLOSED), hold(9, Side.RIGHT), hold(0.0))) is None


# ---------------------------------------------------------------------------------------------- the figures, one by one


def test_a_hold_with_a_touch_is_the_best_but_not_the_longest_clean_one() -> None:
    found = only([session(hold(45, touches=1), hold(30), hold(12), day=3)])
    assert (found.best, found.longest_clean) == (45.0, 30.0)
    assert (found.total, found.sessions, found.last) == (87.0, 1, dt.date(2026, 11, 19))


def test_a_hold_in_which_touches_were_not_counted_is_not_called_clean() -> None:
    found = only([session(hold(45, touches=None), hold(20, touches=0), hold(10, touches=1))])
    assert found.longest_clean == 20.0
    assert only([session(hold(45, touches=None))]).longest_clean is None


def test_touches_are_counted_per_minute_of_the_holds_that_count_them() -> None:
    found = only([session(hold(30, touches=2), hold(60, touches=1)), session(hold(500, touches=None), day=1)])
    assert found.foot_downs_per_minute == 2.0
    assert only([session(hold(30, touches=None))]).foot_downs_per_minute is None
    assert only([session(reps(12, foot_downs=3))]).foot_downs_per_minute is None


def test_zeros_that_older_versions_wrote_without_a_count_are_not_clean() -> None:
    found = only([session(hold(45, touches=0)), session(hold(30, touches=0), hold(20, touches=2), day=1)])
    assert (found.longest_clean, found.foot_downs_per_minute) == (30.0, 2.4)
    assert only([session(hold(45, touches=0))]).longest_clean is None


def test_an_answer_overrules_the_counts_and_tells_nothing_of_single_holds() -> None:
    hops = hold(60, exercise="lateral-hops", touches=None)
    answered = replace(session(hold(45, touches=0), hold(15, touches=9), hops), touches=Touches(4, 0))
    other, balance = exercise_stats([answered], Ledger(HOLDS))
    assert (balance.longest_clean, balance.foot_downs_per_minute) == (None, 4.0)
    assert other.foot_downs_per_minute is None


def test_an_answer_of_no_touches_makes_every_hold_of_the_leg_clean() -> None:
    answered = replace(session(hold(45, touches=None), hold(30, Side.RIGHT, touches=None)), touches=Touches(0, 3))
    left, right = exercise_stats([answered], Ledger(HOLDS))
    assert (left.longest_clean, left.foot_downs_per_minute) == (45.0, 0.0)
    assert (right.longest_clean, right.foot_downs_per_minute) == (None, 6.0)


def test_an_answer_is_spread_over_several_exercises_by_their_length() -> None:
    sets = hold(45, touches=None), hold(15, exercise="nobody-knows-it", touches=None)
    found = exercise_stats([replace(session(*sets), touches=Touches(4, 0))], Ledger(HOLDS))
    assert [item.foot_downs_per_minute for item in found] == [4.0, 4.0]


def test_what_is_not_alike_is_told_apart() -> None:
    sets = [
        hold(30, Side.LEFT),
        hold(30, Side.RIGHT),
        hold(30, Side.LEFT, variation=CLOSED),
        reps(12),
        reps(12, part="in"),
        reps(12, part="out"),
    ]
    found = exercise_stats([session(*sets)])
    assert [(item.exercise, item.variation, item.side, item.part) for item in found] == [
        ("calf-raise", "both-legs", None, None),
        ("calf-raise", "both-legs", None, "in"),
        ("calf-raise", "both-legs", None, "out"),
        (BALANCE, CLOSED, Side.LEFT, None),
        (BALANCE, OPEN, Side.LEFT, None),
        (BALANCE, OPEN, Side.RIGHT, None),
    ]


def test_a_set_of_which_nothing_was_done_leaves_no_trace() -> None:
    sessions = [session(hold(30)), session(hold(0, outcome=Outcome.SKIPPED), day=1)]
    assert only(sessions).last == MONDAY
    assert only(sessions).sessions == 1
    assert exercise_stats([session(hold(0))]) == ()


@pytest.mark.parametrize(
    ("first_weekday", "weeks"),
    [
        (0, {MONDAY: 30.0, MONDAY + dt.timedelta(7): 12.0}),
        (6, {MONDAY - dt.timedelta(1): 20.0, MONDAY + dt.timedelta(6): 22.0}),
    ],
)
def test_weeks_begin_when_the_runner_says(first_weekday: int, weeks: dict[dt.date, float]) -> None:
    sessions = [session(hold(20), day=0), session(hold(10), day=6), session(hold(12), day=7)]
    (found,) = exercise_stats(sessions, Ledger(first_weekday=first_weekday))
    assert found.weeks == {day.toordinal(): done for day, done in weeks.items()}


def test_weeks_of_both_legs_are_added_up() -> None:
    found = exercise_stats([session(*legs(20.1, 10.2)), session(*legs(1, 2), day=7)])
    assert weekly(found) == {MONDAY.toordinal(): 30.3, MONDAY.toordinal() + 7: 3.0}
    assert weekly([]) == {}


def test_figures_as_json_name_everything_and_say_null_where_it_does_not_apply() -> None:
    found = exercise_stats([session(hold(30, touches=1), reps(12, part="in"))])
    assert json.loads(json.dumps([item.to_json() for item in found])) == [
        {
            "exercise": "calf-raise",
            "variation": "both-legs",
            "side": None,
            "part": "in",
            "unit": "reps",
            "best": 12.0,
            "longest_clean": None,
            "foot_downs_per_minute": None,
            "total": 12.0,
            "sessions": 1,
            "last": "2026-11-16",
        },
        {
            "exercise": BALANCE,
            "variation": OPEN,
            "side": "left",
            "part": None,
            "unit": "seconds",
            "best": 30.0,
            "longest_clean": None,
            "foot_downs_per_minute": 2.0,
            "total": 30.0,
            "sessions": 1,
            "last": "2026-11-16",
        },
    ]


# ---------------------------------------------------------------------------------------------------- left and right


def weaker(*sessions: SessionRecord) -> Weaker | None:
    return progress(sessions).weaker.get((BALANCE, OPEN))


def test_a_leg_that_lags_by_a_tenth_twice_running_is_named() -> None:
    assert weaker(session(*legs(27, 30)), session(*legs(20, 30), day=2)) == Weaker(Side.LEFT, 0.333)
    assert weaker(session(*legs(30, 20)), session(*legs(30, 27), day=2)) == Weaker(Side.RIGHT, 0.1)


@pytest.mark.parametrize(
    "sessions",
    [
        [session(*legs(20, 30))],
        [session(*legs(20, 30)), session(*legs(27.1, 30), day=1)],
        [session(*legs(20, 30)), session(*legs(30, 20), day=1)],
        [session(*legs(20, 30)), session(*legs(20, 30), day=1), session(*legs(30, 30), day=2)],
        [session(*legs(20, 30)), session(*legs(20, 30, variation=CLOSED), day=1)],
        [session(hold(20), hold(30, None)), session(hold(20), hold(30, None), day=1)],
    ],
    ids=["once", "by less", "the other leg", "no more", "another variation", "both legs at once"],
)
def test_otherwise_no_leg_is_named(sessions: list[SessionRecord]) -> None:
    assert progress(sessions).weaker == {}


def test_sessions_without_both_legs_are_passed_over() -> None:
    one_leg = session(hold(30, Side.LEFT), hold(0, Side.RIGHT), day=4)
    unlike = session(hold(30, Side.LEFT), hold(10, Side.RIGHT, number=2), day=5)
    lagging = [session(*legs(20, 30), day=day) for day in (1, 3)]
    assert weaker(*lagging, one_leg, unlike) == Weaker(Side.LEFT, 0.333)


def test_only_sets_that_both_legs_did_are_compared() -> None:
    ended_between = (*legs(30, 30), hold(30, Side.LEFT, number=2))
    assert weaker(session(*ended_between), session(*ended_between, day=1)) is None


def test_sessions_of_one_day_are_in_the_order_of_their_ids() -> None:
    level, lagging = legs(30, 30), legs(20, 30)
    assert weaker(session(*lagging, number=3), session(*lagging, number=2), session(*level, number=1))
    assert not weaker(session(*lagging, number=1), session(*lagging, number=2), session(*level, number=3))


def test_a_session_added_later_counts_for_its_day() -> None:
    lagging = [session(*legs(20, 30), day=day) for day in (2, 3)]
    added = session(*legs(30, 30), day=0, number=99)
    assert weaker(*lagging, added)


def test_a_lag_is_that_of_all_parts_together() -> None:
    def bands(left_in: float, left_out: float) -> tuple[SetRecord, ...]:
        left = reps(left_in, Side.LEFT, part="in"), reps(left_out, Side.LEFT, part="out")
        return *left, reps(10, Side.RIGHT, part="in"), reps(10, Side.RIGHT, part="out")

    name = ("calf-raise", "both-legs")
    assert progress([session(*bands(8, 10), day=day) for day in (0, 1)]).weaker == {name: Weaker(Side.LEFT, 0.1)}
    assert progress([session(*bands(9, 10), day=day) for day in (0, 1)]).weaker == {}


# ------------------------------------------------------------------------------------------------------------- bests


def bests(before: Sequence[SetRecord], *now: SetRecord) -> list[tuple[float, float, bool]]:
    found = personal_bests([session(*before)], session(*now, day=1))
    return [(best.amount, best.before, best.clean) for best in found]


def test_a_longer_clean_hold_is_a_best() -> None:
    assert bests([hold(38), hold(60, touches=2)], hold(45), hold(50, touches=1)) == [(45.0, 38.0, True)]


def test_more_in_a_set_is_a_best() -> None:
    assert bests([reps(12)], reps(10), reps(15)) == [(15.0, 12.0, False)]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ([], [hold(60)]),
        ([hold(38)], [hold(38)]),
        ([hold(30)], [hold(30.04)]),
        ([hold(38)], [hold(60, touches=1)]),
        ([hold(38, touches=1)], [hold(60), hold(5, Side.RIGHT, touches=1)]),
        ([hold(38)], [hold(60, Side.RIGHT)]),
        ([hold(38)], [hold(60, variation=CLOSED)]),
        ([reps(10, part="in")], [reps(12, part="out")]),
        ([reps(10)], [reps(60, unit=Unit.SECONDS)]),
    ],
    ids=["first", "tie", "as good as a tie", "touched", "first clean", "side", "variation", "part", "unit"],
)
def test_what_is_no_best(before: list[SetRecord], now: list[SetRecord]) -> None:
    assert bests(before, *now) == []


def test_a_session_is_not_compared_with_itself() -> None:
    record = session(hold(45), day=1)
    (best,) = personal_bests([session(hold(38)), record], record)
    assert (best.amount, best.before) == (45.0, 38.0)


def test_bests_are_in_the_order_of_the_session() -> None:
    before = session(hold(10), hold(10, Side.RIGHT), reps(5))
    found = personal_bests([before], session(hold(20, Side.RIGHT), reps(6), hold(12), day=1))
    assert [(best.exercise, best.side) for best in found] == [
        (BALANCE, Side.RIGHT),
        ("calf-raise", None),
        (BALANCE, Side.LEFT),
    ]


@pytest.mark.parametrize(
    ("best", "words"),
    [
        (Best(BALANCE, OPEN, Side.LEFT, None, Unit.SECONDS, 45, 38, True), "Best yet, left: 45 s clean (was 38 s)"),
        (Best("c", "v", None, None, Unit.REPS, 15, 12, False), "Best yet: 15 reps (was 12 reps)"),
        (Best("b", "v", Side.RIGHT, "in", Unit.REPS, 2, 1, False), "Best yet, right · in: 2 reps (was 1 rep)"),
        (Best("w", "v", None, "heels", Unit.STEPS, 15, 12, False), "Best yet, heels: 15 steps (was 12 steps)"),
    ],
)
def test_bests_in_words(best: Best, words: str) -> None:
    assert best_words(best) == words


def test_sides_and_parts_in_words() -> None:
    assert side_part_words(Side.LEFT, None) == "left"
    assert side_part_words(Side.LEFT, "in") == "left · in"
    assert side_part_words(None, "heels") == "heels"
    assert side_part_words(None, None) == ""


# ----------------------------------------------------------------------------------------- whatever the history holds

HOLDS = {BALANCE, "nobody-knows-it"}
AMOUNTS = st.one_of(st.just(0.0), st.integers(0, 100), st.integers(0, 100_000).map(lambda number: number / 1000))
SETS = st.builds(
    SetRecord,
    exercise=st.sampled_from([BALANCE, "calf-raise", "nobody-knows-it", "\x1b[2J"]),
    variation=st.sampled_from([OPEN, CLOSED]),
    number=st.integers(1, 3),
    side=st.sampled_from([None, *Side]),
    part=st.sampled_from([None, "", "in", "out"]),
    unit=st.sampled_from(Unit),
    target=st.sampled_from([0, 12, 30.5]),
    done=AMOUNTS,
    outcome=st.sampled_from(Outcome),
    foot_downs=st.one_of(st.none(), st.integers(0, 5)),
)


@st.composite
def histories(draw: st.DrawFn) -> list[SessionRecord]:
    """Sessions, some of which share their sets as those read from a file do."""
    pool = draw(st.lists(SETS, min_size=1, max_size=8))
    some = st.lists(st.sampled_from(pool), max_size=6)
    days = draw(st.lists(st.integers(0, 40), max_size=8))
    answers = st.none() | st.builds(Touches, st.integers(0, 5), st.integers(0, 5))
    return [
        replace(session(*draw(some), day=day, number=number), touches=draw(answers)) for number, day in enumerate(days)
    ]


def touches_in(one: SessionRecord, item: SetRecord) -> int | None:
    """Thousandths of touches in a hold; None if they are not known."""
    if item.unit is not Unit.SECONDS:
        return None
    if one.touches is None:
        counted = any(other.foot_downs for other in one.sets)
        return None if item.foot_downs is None or not counted else item.foot_downs * 1000
    if item.side is None or item.exercise not in HOLDS:
        return None
    number = one.touches.left if item.side is Side.LEFT else one.touches.right
    whole = sum(
        round(other.done * 1000)
        for other in one.sets
        if other.side is item.side and other.unit is Unit.SECONDS and other.exercise in HOLDS
    )
    return round(number * 1000 * round(item.done * 1000) / whole)


def of_key(item: SetRecord) -> tuple[object, ...]:
    return item.exercise, item.variation, item.unit, item.side, item.part or None


def counted(sessions: list[SessionRecord], first_weekday: int) -> list[ExerciseStats]:
    """The same figures, counted plainly, one thing after the other."""
    stats = []
    for key in {of_key(item) for one in sessions for item in one.sets if item.done}:
        done = [(one, item) for one in sessions for item in one.sets if item.done and of_key(item) == key]
        holds = [(item, found) for one, item in done if (found := touches_in(one, item)) is not None]
        held = sum(round(item.done * 1000) for item, _ in holds)
        weeks: dict[int, int] = {}
        bests: dict[int, float] = {}
        for one, item in done:
            first = one.day.toordinal() - (one.day.weekday() - first_weekday) % 7
            weeks[first] = weeks.get(first, 0) + round(item.done * 1000)
            if not holds or touches_in(one, item) == 0:
                bests[first] = max(bests.get(first, 0.0), item.done)
        item = done[0][1]
        stats.append(
            ExerciseStats(
                exercise=item.exercise,
                variation=item.variation,
                side=item.side,
                part=item.part or None,
                unit=item.unit,
                best=max(item.done for _, item in done),
                longest_clean=max((hold.done for hold, downs in holds if downs == 0), default=None),
                foot_downs_per_minute=round(sum(downs for _, downs in holds) * 60 / held, 3) if held else None,
                total=sum(round(item.done * 1000) for _, item in done) / 1000,
                sessions=len({one.id for one, _ in done}),
                last=max(one.day for one, _ in done),
                weeks={week: amount / 1000 for week, amount in weeks.items()},
                bests=bests,
            )
        )
    return sorted(stats, key=lambda item: (item.exercise, item.variation, item.unit, item.side or "", item.part or ""))


@given(histories(), st.integers(0, 6))
def test_the_figures_are_those_of_a_plain_count(sessions: list[SessionRecord], first_weekday: int) -> None:
    assert list(exercise_stats(sessions, Ledger(HOLDS, first_weekday))) == counted(sessions, first_weekday)


@given(histories(), st.randoms(use_true_random=False))
def test_no_order_of_the_sessions_changes_anything(sessions: list[SessionRecord], rng: random.Random) -> None:
    shuffled = rng.sample(sessions, len(sessions))
    assert progress(shuffled, Ledger(HOLDS)) == progress(sessions, Ledger(HOLDS))
    if sessions:
        last = sessions[-1]
        assert personal_bests(shuffled, last) == personal_bests(sessions, last)


@given(st.lists(histories(), min_size=2, max_size=4), st.integers(0, 6))
def test_what_was_added_up_before_changes_nothing(lives: list[list[SessionRecord]], first_weekday: int) -> None:
    kept = Ledger(HOLDS, first_weekday)
    for sessions in lives:
        assert progress(sessions, kept) == progress(sessions, Ledger(HOLDS, first_weekday))


def test_only_the_week_of_a_new_session_is_added_up(monkeypatch: pytest.MonkeyPatch) -> None:
    kept, weeks = Ledger(HOLDS), set[int]()
    sessions = [session(hold(30), day=day, number=day) for day in range(60)]
    progress(sessions, kept)
    add = _Tally.add

    def noted(tally: _Tally, item: SetRecord, week: int, times: int) -> None:
        weeks.add(week)
        add(tally, item, week, times)

    monkeypatch.setattr(_Tally, "add", noted)
    progress(sessions, kept)
    assert weeks == set()
    progress([*sessions, session(hold(40), day=60, number=60)], kept)
    assert len(weeks) == 1


@given(histories())
def test_shared_sets_count_like_their_own_copies(sessions: list[SessionRecord]) -> None:
    copies = [replace(one, sets=tuple(replace(item) for item in one.sets)) for one in sessions]
    assert progress(copies, Ledger(HOLDS)) == progress(iter(sessions), Ledger(HOLDS))


@given(histories())
def test_weeks_sum_to_the_total(sessions: list[SessionRecord]) -> None:
    for item in exercise_stats(sessions):
        assert round(sum(item.weeks.values()), 3) == item.total


@given(histories(), st.integers(0, 8))
def test_two_halves_joined_are_the_whole(sessions: list[SessionRecord], cut: int) -> None:
    def keyed(part: list[SessionRecord]) -> dict[tuple[object, ...], ExerciseStats]:
        return {(i.exercise, i.variation, i.unit, i.side, i.part): i for i in exercise_stats(part)}

    one, other, whole = keyed(sessions[:cut]), keyed(sessions[cut:]), keyed(sessions)
    assert whole.keys() == one.keys() | other.keys()
    for key, found in whole.items():
        halves = [half[key] for half in (one, other) if key in half]
        assert found.total == round(sum(half.total for half in halves), 3)
        assert found.sessions == sum(half.sessions for half in halves)
        assert found.best == max(half.best for half in halves)
        assert found.last == max(half.last for half in halves)
        assert found.longest_clean == max((half.longest_clean for half in halves if half.longest_clean), default=None)
        assert found.weeks == weekly(halves)


@given(histories())
def test_a_best_is_always_more_than_anything_before(sessions: list[SessionRecord]) -> None:
    for record in sessions:
        past = {of_key(item) for one in sessions if one.id != record.id for item in one.sets if item.done}
        for best in personal_bests(sessions, record):
            assert best.amount > best.before > 0
            assert (best.exercise, best.variation, best.unit, best.side, best.part) in past


def test_no_sessions_no_figures() -> None:
    assert progress([]) == Progress()
