"""Sessions amended, deleted, brought back and added by hand; the log they are looked through by."""

import datetime as dt
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Choice, Context, Kind, Level, Side
from ankle_tui.core.history.edits import RecordT, amended, deleted, newest, undone
from ankle_tui.core.history.ids import MOST_REVISIONS
from ankle_tui.core.history.index import HistoryIndex
from ankle_tui.core.history.merge import merge
from ankle_tui.core.history.records import History, Morning, Outcome, SessionRecord, Status, Touches
from ankle_tui.core.history.self_tests import AfterBlock, BlockRecord, Trial
from ankle_tui.core.self_tests.protocols import SelfTestId
from ankle_tui.core.session.by_hand import by_hand, is_by_hand
from ankle_tui.core.validation import TableReader
from tests.builders import ENDED, STARTED, make_choice
from tests.self_tests import measured
from tests.store.history.records import make_id, make_record, make_tomb, varied_record

DAY = dt.date(2026, 11, 20)


def added(*choices: Choice, context: Context = Context.OTHER) -> SessionRecord:
    return by_hand(
        choices,
        session_id=make_id(1),
        day=DAY,
        started_at=STARTED,
        zone="Europe/Berlin",
        context=context,
        level=Level.EXPERIENCED,
    )


# ---------------------------------------------------------------------------------------------------------- amend


def test_an_amendment_is_the_next_revision_with_what_was_changed() -> None:
    before = make_record(rev=3, effort=4, note="windy", extra={"weather": "rain"})
    wanted = replace(
        before,
        effort=7,
        pain=1,
        pain_side=Side.LEFT,
        touches=Touches(0, 3),
        morning=Morning.BETTER,
        relieved=DAY,
        day=DAY,
        context=Context.OTHER,
        note="",
    )
    assert amended(before, before, wanted) == replace(wanted, rev=4)


def test_what_another_copy_has_changed_meanwhile_stays() -> None:
    before = make_record(rev=1, effort=None, note="")
    elsewhere = replace(before, rev=2, effort=8, note="theirs")
    assert amended(elsewhere, before, replace(before, note="mine")) == replace(elsewhere, rev=3, note="mine")


def test_a_score_can_be_taken_away_again() -> None:
    before = make_record(effort=4)
    assert amended(before, before, replace(before, effort=None)).effort is None


def test_where_nothing_was_changed_there_is_no_new_revision() -> None:
    before = make_record(rev=2, effort=4)
    elsewhere = replace(before, rev=5, effort=6)
    assert amended(elsewhere, before, before) is elsewhere
    assert amended(elsewhere, before, replace(before, effort=6)) is elsewhere


def test_only_what_the_runner_can_change_is_taken_from_what_is_wanted() -> None:
    before = make_record()
    wanted = replace(before, level=Level.EXPERIENCED, active_seconds=1.0, started_at=ENDED)
    assert amended(before, before, wanted) is before


def test_moving_the_day_keeps_the_times() -> None:
    before = make_record()
    after = amended(before, before, replace(before, day=DAY))
    assert (after.day, after.started_at, after.ended_at) == (DAY, before.started_at, before.ended_at)


# ------------------------------------------------------------------------------------------------ delete and undo


TEST = replace(measured(0, SelfTestId.RAISE, 20, 22), id=make_id(2))
BLOCK = BlockRecord(make_id(3), DAY, 2)


def changed(record: RecordT, number: int) -> RecordT:
    """A record with a field that differs from one number to the next."""
    if isinstance(record, BlockRecord):
        return replace(record, since=DAY + dt.timedelta(number))
    return replace(record, note=str(number))


@given(
    st.lists(st.sampled_from(["amend", "delete", "undo"]), max_size=12), st.sampled_from([make_record(), TEST, BLOCK])
)
def test_what_was_done_last_holds_in_the_merge_of_everything(acts: list[str], record: RecordT) -> None:
    there = True
    parts = [History.of(record)]
    for number, act in enumerate(acts):
        history = merge(*parts)
        last = newest(history, record)
        if act == "delete":
            parts.append(History(deleted=(deleted(last, ENDED),)))
            there = False
        elif act == "undo":
            parts.append(History.of(undone(last)))
            there = True
        else:
            parts.append(History.of(amended(last, last, changed(last, number))))
            there = True
            record = changed(record, number)
    random.Random(len(acts)).shuffle(parts)
    found = merge(*parts).mortal
    assert [replace(item, rev=1) for item in found] == ([record] if there else [])


def test_a_self_test_that_was_looked_at_is_its_next_revision() -> None:
    before = replace(TEST, checked=False)
    trials = (Trial(Side.LEFT, 19.0), *TEST.trials[1:])
    wanted = replace(before, checked=True, trials=trials, conditions={"surface": "wedge"}, pain=1, day=DAY, note="wind")
    assert amended(before, before, wanted) == replace(wanted, rev=2)
    rules = replace(before, test="hop", protocol=2, started_at=ENDED)
    assert amended(before, before, rules) is before


def test_trials_changed_here_and_a_note_written_elsewhere_both_stay() -> None:
    elsewhere = replace(TEST, rev=2, note="theirs")
    wanted = replace(TEST, trials=TEST.trials[:1])
    assert amended(elsewhere, TEST, wanted) == replace(elsewhere, rev=3, trials=TEST.trials[:1])


def test_a_block_is_closed_and_answered_as_its_next_revision() -> None:
    wanted = replace(BLOCK, ended=DAY, answer=AfterBlock.AGAIN)
    assert amended(BLOCK, BLOCK, wanted) == replace(wanted, rev=2)


def test_deleting_takes_the_newest_revision_with_it() -> None:
    seen, elsewhere = make_record(rev=1), make_record(rev=4, note="theirs")
    history = History((elsewhere,))
    tomb = deleted(newest(history, seen), ENDED)
    assert merge(history, History(deleted=(tomb,))).sessions == ()


def test_a_session_deleted_elsewhere_comes_back_above_its_deletion() -> None:
    seen = make_record(rev=2)
    history = History(deleted=(make_tomb(1, rev=6),))
    back = undone(newest(history, seen))
    assert back == replace(seen, rev=7)
    assert merge(history, History((back,))).sessions == (back,)


def test_a_revision_never_grows_beyond_what_can_be_read() -> None:
    assert undone(make_record(rev=MOST_REVISIONS)).rev == MOST_REVISIONS


# --------------------------------------------------------------------------------------------------- added by hand


def test_by_hand_every_set_counts_as_done_with_both_legs() -> None:
    record = added(make_choice(Kind.HOLD, 30, sets=2, per_side=True), make_choice(Kind.REPS, 12, sets=3))
    holds, reps = record.sets[:4], record.sets[4:]
    assert [item.side for item in holds] == [Side.LEFT, Side.RIGHT] * 2
    assert [item.side for item in reps] == [None] * 3
    assert all(item.done == item.target and item.outcome is Outcome.DONE for item in record.sets)
    assert all(item.foot_downs is None for item in record.sets)


def test_by_hand_is_told_from_a_session_that_was_led_and_reads_back() -> None:
    record = added(make_choice(Kind.HOLD, 30), context=Context.CROSS_TRAINING)
    assert is_by_hand(record)
    assert not is_by_hand(make_record())
    assert not is_by_hand(make_record(extra={"by_hand": "no"}))
    assert SessionRecord.read(TableReader(record.to_json())) == record
    assert (record.day, record.context, record.status) == (DAY, Context.CROSS_TRAINING, Status.COMPLETED)
    assert record.started_at == record.ended_at == STARTED


def test_by_hand_the_work_is_what_the_plan_takes() -> None:
    reps = make_choice(Kind.REPS, 12, sets=3)
    tempo = reps.variation.tempo
    assert tempo
    assert added(reps, make_choice(Kind.HOLD, 30, per_side=True)).active_seconds == 36 * tempo.seconds + 60


def test_by_hand_something_must_have_been_done() -> None:
    with pytest.raises(ValueError, match="at least one exercise"):
        added()


# ------------------------------------------------------------------------------------------------------------- log


def on(date: int, hour: int, number: int, **changes: object) -> SessionRecord:
    at = dt.datetime(2026, 11, date, hour, tzinfo=dt.timezone(dt.timedelta(hours=number % 3)))
    return make_record(number, **{"day": at.date(), "started_at": at, **changes})


def test_newest_is_by_day_then_by_start() -> None:
    moved = on(20, 8, 1, day=dt.date(2026, 11, 22))
    sessions = [on(21, 9, 2), on(22, 7, 3), moved, on(22, 18, 4), on(21, 20, 5)]
    assert [session.id for session in HistoryIndex(sessions).newest] == [make_id(number) for number in (4, 3, 1, 5, 2)]


@given(st.permutations(range(8)))
def test_the_order_of_the_file_does_not_matter(order: list[int]) -> None:
    sessions = [on(20 + number % 3, number, number) for number in order]
    expected = sorted(sessions, key=lambda session: (session.day, session.started_at), reverse=True)
    assert HistoryIndex(sessions).newest == expected


def test_having_an_exercise_means_that_some_of_it_was_done() -> None:
    balance = make_record(1)
    skipped = replace(balance.sets[0], exercise="calf-raise", done=0.0, outcome=Outcome.SKIPPED)
    hops = replace(balance.sets[0], exercise="lateral-hops")
    both = make_record(2, sets=(*balance.sets, hops))
    one = make_record(3, sets=(hops, skipped), started_at=ENDED)
    log = HistoryIndex([balance, both, one])
    assert log.exercises == {"single-leg-balance", "lateral-hops"}
    assert log.having("lateral-hops") == [one, both]
    assert log.having("calf-raise") == []


def test_a_context_narrows_what_an_exercise_leaves() -> None:
    run, cross = make_record(1), make_record(2, context=Context.CROSS_TRAINING)
    log = HistoryIndex([run, cross])
    assert log.contexts == {Context.POST_RUN, Context.CROSS_TRAINING}
    assert log.having(None, Context.CROSS_TRAINING) == [cross]
    assert log.having("single-leg-balance", Context.POST_RUN) == [run]
    assert log.having("single-leg-balance", Context.OTHER) == []


def test_every_filter_keeps_the_order_and_all_that_fits() -> None:
    rng = random.Random(3)
    sessions = [varied_record(number, rng) for number in range(60)]
    log = HistoryIndex(sessions)
    for exercise in (None, *log.exercises):
        for context in (None, *log.contexts):
            expected = [
                session
                for session in log.newest
                if (exercise is None or any(item.exercise == exercise and item.done for item in session.sets))
                and context in {None, session.context}
            ]
            assert log.having(exercise, context) == expected


def test_a_session_is_found_by_its_id() -> None:
    log = HistoryIndex([make_record(1), make_record(2)])
    assert log.find(make_id(2)) == make_record(2)
    assert log.find(make_id(3)) is None
