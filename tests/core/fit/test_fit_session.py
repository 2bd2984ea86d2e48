"""A session as FIT: read by somebody else's decoder it says what the record says, and nothing more."""

import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import fitdecode
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Choice, Context, Level, Side, Unit
from ankle_tui.core.fit.fit_bytes import MOST_TEXT, FitBase, FitField, FitMessage, checksum, fit_file
from ankle_tui.core.fit.fit_session import EARLIEST, LATEST, MOST_SETS, NoActivity, session_fit
from ankle_tui.core.history.records import Outcome, SessionRecord, SetRecord
from ankle_tui.core.session.by_hand import by_hand
from tests.builders import ENDED, STARTED, shipped
from tests.core.history import test_records as single
from tests.examples import examples
from tests.histories import random_history
from tests.store.history.records import make_id, make_record

Fields = dict[str, Any]
EXERCISES = {exercise.id: exercise for exercise in shipped()}


def read(data: bytes) -> list[tuple[str, Fields]]:
    """Every message of a file in order, with the fields that have a value."""
    reader = fitdecode.FitReader(
        io.BytesIO(data), check_crc=fitdecode.CrcCheck.RAISE, error_handling=fitdecode.ErrorHandling.RAISE
    )
    return [
        (frame.name, {field.name: field.value for field in frame.fields if field.value is not None})
        for frame in reader
        if isinstance(frame, fitdecode.FitDataMessage)
    ]


def of(messages: Iterable[tuple[str, Fields]], name: str) -> list[Fields]:
    return [fields for found, fields in messages if found == name]


def told(record: SessionRecord) -> list[tuple[str, Fields]]:
    return read(session_fit(record, EXERCISES))


def a_set(exercise: str, variation: str, unit: Unit, done: float, part: str | None = None) -> SetRecord:
    return SetRecord(exercise, variation, 1, Side.LEFT, part, unit, done, done, Outcome.DONE)


def with_sets(*sets: SetRecord) -> SessionRecord:
    return replace(make_record(), sets=sets)


def test_an_activity_has_the_times_that_were_measured() -> None:
    messages = told(make_record(active_seconds=42.5))
    assert [name for name, _ in messages] == [
        *("file_id", "event", "record", "exercise_title", "set", "set", "record", "event", "lap", "session", "activity")
    ]
    (activity,) = of(messages, "activity")
    (session,) = of(messages, "session")
    for summary in (session, *of(messages, "lap")):
        assert (summary["start_time"], summary["timestamp"]) == (STARTED.astimezone(dt.UTC), ENDED.astimezone(dt.UTC))
        assert (summary["total_elapsed_time"], summary["total_timer_time"]) == (540, 42.5)
        assert (summary["sport"], summary["sub_sport"]) == ("training", "strength_training")
    assert activity["timestamp"] == ENDED.astimezone(dt.UTC)
    assert activity["local_timestamp"].replace(tzinfo=None) == ENDED.replace(tzinfo=None)
    assert [fields["event_type"] for fields in of(messages, "event")] == ["start", "stop_all"]
    assert of(messages, "file_id")[0]["type"] == "activity"
    assert not any("training_effect" in name or "load" in name for _, fields in messages for name in fields)


def test_a_held_set_has_its_seconds_and_a_counted_one_its_reps() -> None:
    record = with_sets(
        a_set("single-leg-balance", "eyes-open-firm", Unit.SECONDS, 12.5),
        a_set("calf-raise", "one-leg", Unit.REPS, 10.0),
        a_set("heel-toe-walk", "steps", Unit.STEPS, 12.0, "toes"),
        a_set("calf-raise", "one-leg", Unit.REPS, 100_000.0),  # more than fit: not told, rather than wrong
    )
    sets = of(told(record), "set")
    assert [(one.get("duration"), one.get("repetitions")) for one in sets] == [
        *((12.5, None), (None, 10), (None, 12), (None, None))
    ]
    assert [one["message_index"] for one in sets] == [0, 1, 2, 3]
    assert {one["set_type"] for one in sets} == {"active"}
    assert not any("start_time" in one for one in sets)


def test_a_set_in_which_nothing_was_done_is_none() -> None:
    record = with_sets(
        a_set("calf-raise", "one-leg", Unit.REPS, 0.9), a_set("single-leg-balance", "eyes-open-firm", Unit.SECONDS, 0)
    )
    assert {name for name, _ in told(record)} == {"file_id", "event", "record", "lap", "session", "activity"}


@pytest.mark.parametrize(
    ("exercise", "variation", "part", "category", "name"),
    [
        ("calf-raise", "both-legs", None, "calf_raise", 18),
        ("calf-raise", "one-leg", None, "calf_raise", 15),
        ("calf-raise", "one-leg-step", None, "calf_raise", 15),
        ("band-ankle", "four-way", "up", "warm_up", 3),
        ("band-ankle", "four-way", "in", "warm_up", 4),
        ("lateral-hops", "one-leg", None, "plyo", 17),
        ("ankle-circles", "seated", "inwards", "warm_up", 2),
        ("knee-to-wall", "standing", None, "warm_up", 87),
    ],
)
def test_exercises_have_the_names_of_the_profile(
    exercise: str, variation: str, part: str | None, category: str, name: int
) -> None:
    messages = told(with_sets(a_set(exercise, variation, Unit.REPS, 5, part)))
    (item,) = of(messages, "set")
    assert (item["category"], item["category_subtype"]) == (category, name)
    assert not of(messages, "exercise_title")


def test_what_the_profile_has_no_name_for_has_a_title() -> None:
    known = ("band-ankle", "four-way", Unit.REPS, 10, "out")
    messages = told(
        with_sets(
            a_set("single-leg-balance", "eyes-open-firm", Unit.SECONDS, 30),
            a_set(*known),
            a_set("single-leg-balance", "eyes-open-firm", Unit.SECONDS, 20),
            a_set("gone", "old", Unit.REPS, 3),
        )
    )
    titles = {item["exercise_name"]: item["wkt_step_name"] for item in of(messages, "exercise_title")}
    named = [titles[item["category_subtype"]] for item in of(messages, "set")]
    balance = "Single-leg balance, eyes open, firm floor"
    assert named == [balance, "Band ankle moves, out", balance, "gone, old"]
    assert len(titles) == 3
    assert {item["category"] for item in of(messages, "set")} == {"unknown"}
    assert {item["exercise_category"] for item in of(messages, "exercise_title")} == {"unknown"}


def test_effort_is_told_where_it_was_answered() -> None:
    efforts = [of(told(make_record(effort=effort)), "session")[0].get("workout_rpe") for effort in (None, 0, 7)]
    assert efforts == [None, 0, 70]


def test_a_clock_that_was_put_right_in_between_measures_nothing() -> None:
    for ended in (STARTED - dt.timedelta(hours=1), STARTED + dt.timedelta(days=400)):
        (session,) = of(told(make_record(ended_at=ended, active_seconds=42.5)), "session")
        assert (session["total_elapsed_time"], session["total_timer_time"]) == (42.5, 42.5)


def test_a_session_added_by_hand_is_no_activity() -> None:
    choice = Choice.start(shipped().get("calf-raise"), Level.BEGINNER)
    record = by_hand(
        [choice],
        session_id=make_id(1),
        day=STARTED.date(),
        started_at=STARTED,
        zone="",
        context=Context.OTHER,
        level=Level.BEGINNER,
    )
    with pytest.raises(NoActivity):
        session_fit(record, EXERCISES)


@pytest.mark.parametrize(
    "changes",
    [
        {"started_at": EARLIEST - dt.timedelta(seconds=1)},
        {"started_at": LATEST},
        {"sets": (a_set("calf-raise", "one-leg", Unit.REPS, 1),) * (MOST_SETS + 1)},
    ],
)
def test_what_the_format_cannot_tell_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(NoActivity):
        session_fit(make_record(**changes), EXERCISES)


def test_the_same_session_is_the_same_bytes_and_another_one_another_activity() -> None:
    first, again, other = (session_fit(make_record(number), EXERCISES) for number in (1, 1, 2))
    assert first == again
    serials = [of(read(data), "file_id")[0]["serial_number"] for data in (first, other)]
    assert serials[0] != serials[1]


def test_the_checksum_is_that_of_the_protocol() -> None:
    assert checksum(b"123456789") == 0xBB3D  # the check value of CRC-16/ARC
    with pytest.raises(fitdecode.FitCRCError):
        read(b"".join((session_fit(make_record(), EXERCISES)[:-1], b"\x00")))


def test_a_long_text_is_cut_between_characters() -> None:
    name = FitField(8, FitBase.TEXT, "🦶" * 40)
    (message,) = of(read(fit_file([FitMessage(0, (FitField(0, FitBase.ENUM, 4), name))])), "file_id")
    assert message["product_name"] == "🦶" * (MOST_TEXT // 4)


def checked(record: SessionRecord) -> None:
    """Compare what a decoder reads with the record."""
    try:
        messages = told(record)
    except NoActivity:
        return
    done = [item for item in record.sets if (item.done if item.unit is Unit.SECONDS else int(item.done))]
    sets, titles = of(messages, "set"), of(messages, "exercise_title")
    assert len(sets) == len(done)
    for item, found in zip(done, sets, strict=True):
        if item.unit is Unit.SECONDS:
            assert found["duration"] == pytest.approx(item.done, abs=0.0005)
        elif item.done < 65_535:
            assert found["repetitions"] == int(item.done)
        if found["category"] == "unknown":
            assert found["category_subtype"] in {title["exercise_name"] for title in titles}
    (session,) = of(messages, "session")
    assert session["start_time"] == record.started_at.astimezone(dt.UTC)
    assert session["total_timer_time"] == pytest.approx(record.active_seconds, abs=0.0005)


@given(st.integers(0, 10_000))
@examples(100)
def test_random_histories_are_read_back(seed: int) -> None:
    for record in random_history(seed).sessions:
        checked(record)


@given(single.sessions)
@examples(100)
def test_whatever_a_history_may_hold_is_read_back_or_refused(record: SessionRecord) -> None:
    checked(record)
