"""A session carried over a crash: it goes on where it stood, and a damaged checkpoint is refused in one line."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Choice, Kind, Level, Tempo
from ankle_tui.core.history.records import Feel, SessionRecord, Touches
from ankle_tui.core.session.engine import Session
from ankle_tui.core.session.events import Elapsed, PhaseStarted, Resumed, Stage, TempoBeat
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.plan import PhaseKind, build_plan
from ankle_tui.core.session.snapshot import Command, Run
from ankle_tui.core.validation import InvalidValue, TableReader
from tests.builders import (
    ENDED,
    SESSION_ID,
    STARTED,
    Runner,
    beginner_plan,
    make_choice,
    opened,
    shipped,
    short_plan,
    snapshot_at,
)
from tests.damage import changed, complaint, damaged, without
from tests.examples import examples

REPS = 2
MAY_LACK = {"day", "counts_touches"}
"""Keys that older versions did not write."""


def carried_over(runner: Runner, origin: int = 7_000_000) -> Runner:
    """The same session in another process, whose clock stands elsewhere."""
    other = Runner(runner.plan, origin=origin)
    other.session = Session.restore(json.loads(json.dumps(runner.session.checkpoint())), other.now)
    return other


def in_reps() -> Runner:
    runner = Runner(short_plan()).start().work(REPS)
    runner.wait(1.75)
    return runner


def in_open_hold() -> Runner:
    runner = Runner(opened(short_plan())).start().work(1)
    runner.wait(7.75)
    return runner


def checkpoint() -> dict[str, object]:
    """A session paused a quarter of a second into the second rep, with attempts at the holds behind it."""
    runner = in_reps()
    runner.do(Command.PAUSE)
    data: dict[str, object] = json.loads(json.dumps(runner.session.checkpoint()))
    return data


@pytest.mark.parametrize("started", [True, False])
def test_plan_identity_and_clock_free_state_survive(started: bool) -> None:
    runner = Runner(beginner_plan(), Counting.BY_HAND)
    if started:
        runner.start().wait(3)
    other = carried_over(runner)
    assert other.session.plan == runner.plan
    assert (other.session.id, other.session.started_at, other.session.zone) == (SESSION_ID, STARTED, "Europe/Berlin")
    assert other.session.checkpoint() == runner.session.checkpoint()
    assert other.snapshot == runner.snapshot


def test_a_set_up_survives_and_a_checkpoint_from_before_there_were_any_is_read() -> None:
    runner = Runner(build_plan([Choice.start(shipped().get("band-ankle"), Level.BEGINNER)])).start().work(1)
    other = carried_over(runner)
    assert other.session.plan == runner.plan
    assert other.snapshot.phase.work.part == runner.plan.sets[1].part
    old = without(json.loads(json.dumps(runner.session.checkpoint())), ("plan", "sets", 1, "part", "setup"))
    part = Session.restore(old, 7.0).plan.sets[1].part
    assert part == replace(runner.plan.sets[1].part, setup="")  # type: ignore[type-var]


def test_an_open_set_counts_on_and_one_from_before_there_were_any_is_not_open() -> None:
    other = carried_over(in_open_hold())
    assert other.session.plan == opened(short_plan())
    assert (other.snapshot.clock, other.snapshot.elapsed) == (None, 7)
    assert other.wait(1) == [Elapsed(7.25, 8)]
    data = in_open_hold().session.checkpoint()
    for number in range(len(short_plan().sets)):
        data = without(data, ("plan", "sets", number, "open"))  # type: ignore[assignment]
    assert Session.restore(data, 7.0).plan == short_plan()


def test_a_session_without_a_known_zone_is_carried_over() -> None:
    runner = Runner(short_plan())
    runner.session.zone = ""
    assert carried_over(runner).session.zone == ""


def test_the_time_in_between_does_not_count() -> None:
    runner = Runner(short_plan()).start().work(0)
    runner.wait(5)
    other = carried_over(runner, origin=10**12)
    assert other.snapshot.clock == 19
    assert other.session.run is Run.RUNNING


def test_a_pause_in_mid_rep_is_carried_over() -> None:
    runner = in_reps()
    runner.do(Command.PAUSE)
    other = carried_over(runner)
    assert other.do(Command.RESUME) == [Resumed(7.0)]
    assert other.wait(0.25) == [TempoBeat(7.25, Stage.HOLD)]


def test_a_pause_at_the_first_instant_of_a_paced_set_still_begins_with_up() -> None:
    runner = Runner(short_plan(), Counting.BY_HAND).start().work(REPS)
    runner.do(Command.PAUSE)
    runner.do(Command.SET_COUNTING, Counting.PACED)
    other = carried_over(runner)
    assert other.do(Command.RESUME) == [Resumed(7.0), TempoBeat(7.0, Stage.UP)]


def test_a_pause_at_the_first_instant_of_a_wait_is_carried_over() -> None:
    runner = in_reps()
    runner.do(Command.PAUSE)
    runner.do(Command.BACK)
    other = carried_over(runner)
    other.do(Command.RESUME)
    assert PhaseStarted(12.0, 4, runner.plan.phases[4]) in other.wait(5)
    assert runner.plan.phases[4].kind is PhaseKind.WORK


def test_a_set_by_hand_is_carried_over() -> None:
    runner = Runner(short_plan(), Counting.BY_HAND).start().work(REPS)
    runner.do(Command.COUNT)
    other = carried_over(runner)
    assert other.wait(60) == []
    assert other.snapshot.count == 1


def test_the_best_attempt_and_an_extended_wait_are_carried_over() -> None:
    runner = Runner(short_plan()).start().work(1)
    runner.do(Command.FOOT_DOWN)
    runner.wait(20)
    runner.do(Command.REDO)
    runner.do(Command.EXTEND, 30.0)
    other = carried_over(runner)
    assert other.snapshot.clock == 35
    done = other.session.record(ENDED).sets[1]
    assert (done.done, done.foot_downs) == (20.0, 1)


@pytest.mark.parametrize(("touched", "downs"), [(True, [1, 0]), (False, [None, None])])
def test_an_older_checkpoint_counts_touches_if_it_has_any(touched: bool, downs: list[int | None]) -> None:
    runner = Runner(short_plan()).start().work(0)
    if touched:
        runner.do(Command.FOOT_DOWN)
    runner.wait(10)
    older = without(json.loads(json.dumps(runner.session.checkpoint())), ("counts_touches",))
    found = Session.restore(older, 0.0).record(ENDED)
    assert [item.foot_downs for item in found.sets[:2]] == downs
    assert found.touches is None


def test_touches_of_an_attempt_that_was_done_better_again_are_still_counted() -> None:
    runner = Runner(short_plan()).start().work(0)
    runner.do(Command.FOOT_DOWN)
    runner.do(Command.REDO)
    runner.wait(10)
    assert runner.snapshot.foot_downs == 0
    assert carried_over(runner).session.record(ENDED).touches == Touches(0, 0)


@pytest.mark.parametrize("feel", [None, *Feel])
def test_feel_is_carried_over_into_the_record(feel: Feel | None) -> None:
    runner = Runner(build_plan([make_choice(Kind.HOLD, 24)], feel=feel)).start()
    assert carried_over(runner).session.record(ENDED).feel is feel


def test_an_ended_session_is_carried_over() -> None:
    runner = in_reps()
    runner.do(Command.FINISH)
    assert carried_over(runner).session.record(ENDED) == runner.session.record(ENDED)


@pytest.mark.parametrize(
    "path",
    [(key,) for key in checkpoint() if key not in MAY_LACK] + [("plan", key) for key in ("sets", "phases", "level")],
)
def test_a_missing_key_is_named(path: tuple[str, ...]) -> None:
    with pytest.raises(InvalidValue, match=f"^{': '.join(path)}: is missing$"):
        Session.restore(without(checkpoint(), path), 0.0)


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ((), [], "must be a table, not a list"),
        (("id",), "7", "id: must be a UUID in lower case"),
        (("started_at",), "yesterday", 'started_at: must be a time like .*, not "yesterday"'),
        (("started_at",), "2026-11-22T18:04:10", "started_at: must be a time like"),
        (("started_at",), "0001-01-01T00:00:00+00:00", "started_at: must be a time like"),
        (("run",), "runing", 'run: .* did you mean "running"'),
        (("run",), "running", "reason: contradicts the rest"),
        (("reason",), "tired", "reason: "),
        (("reason",), "", "reason: contradicts the rest"),
        (("status",), "completed", "status: contradicts the rest"),
        (("status",), "over", 'status: "over" is not one of'),
        (("index",), 99, "index: must be from 0 to 19"),
        (("index",), 0, "count: contradicts the rest"),
        (("elapsed",), -1, "elapsed: must be from 0"),
        (("elapsed",), 9_000_000, "fired: contradicts the rest"),
        (("length",), 1, "length: contradicts the rest"),
        (("fired",), 3_000_000, "fired: contradicts the rest"),
        (("rep_start",), 0, "rep_start: contradicts the rest"),
        (("rep_start",), 1_750_001, "rep_start: contradicts the rest"),
        (("count",), 4, "count: contradicts the rest"),
        (("worked",), 10**13, "worked: must be from 0 to 1e.12"),
        (("best", 0, "set"), 7, "best 1: set: must be from 0 to 6"),
        (("counts_touches",), "yes", "counts_touches: must be true or false"),
        (("best", 1, "foot_downs"), 1, "counts_touches: contradicts the rest"),
        (("best", 0, "amount"), 24_000_001, "best 1: amount: must be from 0 to 2.4e.07"),
        (("plan", "sets", 0, "open"), "yes", "plan: sets 1: open: must be true or false"),
        (("plan", "sets"), [], "plan: sets: needs at least one"),
        (
            ("plan", "sets", 0, "side"),
            "lef",
            'plan: sets 1: side: "lef" is not one of: left, right; did you mean "left"',
        ),
        (("plan", "feel"), "sor", 'plan: feel: .* did you mean "sore"'),
        (("plan", "sets", 2, "tempo"), {}, "plan: sets 3: tempo: words: is missing"),
        (("plan", "sets", 2, "tempo", "words"), ["up"], "words: must be three texts, not 1"),
        (("plan", "sets", 2, "tempo", "up"), 9, "plan: phases 8: seconds: is not what the set takes"),
        (("plan", "phases", 0, "kind"), "work", "plan: phases 1: seconds: is not what the set takes"),
        (("plan", "phases", 0, "kind"), "rest", "plan: phases: must lead to each set"),
        (("plan", "phases", 1, "set"), 1, "plan: phases: must lead to each set"),
        (("plan", "phases", 0, "set"), 1, "plan: phases: must lead to each set"),
        (("plan", "phases", 0, "set"), 7, "plan: phases 1: set: must be from 0 to 6, not 7"),
        (("plan", "phases", 0, "seconds"), -1, "plan: phases 1: seconds: must be from 0"),
        (("plan", "phases"), [], "plan: phases: must lead to each set"),
    ],
)
def test_a_damaged_value_is_named(path: tuple[str | int, ...], value: object, problem: str) -> None:
    with pytest.raises(InvalidValue, match=problem):
        Session.restore(changed(checkpoint(), path, value), 0.0)


def test_a_plan_that_ends_in_a_rest_is_refused() -> None:
    data = checkpoint()
    with pytest.raises(InvalidValue, match=r"must lead to each set"):
        Session.restore(without(data, ("plan", "phases", 19)), 0.0)


def test_a_plan_that_never_works_its_last_set_is_refused() -> None:
    data: object = checkpoint()
    for last in (19, 18, 17):
        data = without(data, ("plan", "phases", last))
    with pytest.raises(InvalidValue, match=r"must lead to each set"):
        Session.restore(data, 0.0)


def test_the_smallest_set_is_carried_over() -> None:
    runner = Runner(build_plan([make_choice(Kind.REPS, 1, tempo=Tempo(0.1))])).start()
    assert carried_over(runner).session.plan == runner.plan


def test_a_hold_longer_than_its_phase_is_refused() -> None:
    runner = Runner(short_plan()).start().work(0)
    runner.wait(5)
    data = {**runner.session.checkpoint(), "elapsed": 24_000_001, "fired": 24_000_001}
    with pytest.raises(InvalidValue, match=r"elapsed: contradicts the rest"):
        Session.restore(data, 0.0)


@examples(300)
@given(
    st.one_of(damaged(checkpoint()), damaged(in_open_hold().session.checkpoint())),
    st.lists(st.sampled_from(Command), max_size=5),
)
def test_whatever_is_damaged_it_is_refused_in_one_line_or_goes_on(data: object, commands: list[Command]) -> None:
    line = complaint(lambda damaged: Session.restore(damaged, 1000.0), data)
    assert line.isprintable()
    if line:
        return
    session = Session.restore(data, 1000.0)
    runner = Runner(session.plan, origin=1_000_000_000)
    runner.session = session
    for command in commands:
        if command in session.legal:
            runner.do(command)
        runner.wait(3)
        snapshot_at(session, runner.now)
    assert all(1000.0 <= event.at <= runner.now for event in runner.events)
    record = session.record(ENDED)
    assert SessionRecord.read(TableReader(record.to_json())) == record
