"""The checkpoint around a session: what was done beside what goes on, and refused in one line when anything is wrong."""

import json
from dataclasses import replace

import pytest
from hypothesis import given

from ankle_tui.core.history.records import NewerVersion
from ankle_tui.core.session.checkpoint import Checkpoint, read_checkpoint
from ankle_tui.core.validation import InvalidValue
from tests.builders import ENDED, Runner, short_plan
from tests.core.session.test_checkpoint import in_reps
from tests.damage import changed, complaint, damaged, without


def running() -> Checkpoint:
    return Checkpoint.of(in_reps().session, ENDED)


def as_json(checkpoint: Checkpoint) -> object:
    data: object = json.loads(json.dumps(checkpoint.to_json()))
    return data


def test_it_holds_the_record_and_the_session() -> None:
    session = in_reps().session
    checkpoint = Checkpoint.of(session, ENDED)
    assert checkpoint.record == session.record(ENDED)
    assert checkpoint.session == session.checkpoint()
    assert (checkpoint.id, checkpoint.saved_at, checkpoint.ended) == (session.id, ENDED, False)


def test_it_is_read_as_it_was_written() -> None:
    checkpoint = replace(running(), extra={"mood": "ü"})
    assert read_checkpoint(as_json(checkpoint)) == checkpoint


def test_of_an_ended_session_only_the_record_is_left() -> None:
    checkpoint = Checkpoint(ENDED, Runner(short_plan()).start().session.record(ENDED))
    assert checkpoint.ended
    assert "session" not in checkpoint.to_json()
    assert read_checkpoint(as_json(checkpoint)) == checkpoint


@pytest.mark.parametrize("key", ["format", "version", "saved_at", "record"])
def test_a_missing_key_is_named(key: str) -> None:
    assert complaint(read_checkpoint, without(as_json(running()), (key,))) == f"{key}: is missing"


def test_something_else_is_refused() -> None:
    data = changed(as_json(running()), ("format",), "ankle-tui/history")
    assert complaint(read_checkpoint, data) == 'format: must be "ankle-tui/checkpoint", not "ankle-tui/history"'


def test_a_newer_version_is_told_apart() -> None:
    with pytest.raises(NewerVersion, match="version: is 2"):
        read_checkpoint(changed(as_json(running()), ("version",), 2))


def test_a_session_that_cannot_go_on_is_refused() -> None:
    with pytest.raises(InvalidValue, match="run: "):
        read_checkpoint(changed(as_json(running()), ("session", "run"), "flying"))


def test_the_session_must_be_the_one_of_the_record() -> None:
    other = "019ab1c2-0000-7000-8000-00000000000f"
    problem = complaint(read_checkpoint, changed(as_json(running()), ("session", "id"), other))
    assert problem == "session: is not the session of the record"


@given(damaged(as_json(running())))
def test_whatever_is_damaged_it_is_refused_in_one_line_or_read(data: object) -> None:
    assert "\n" not in complaint(read_checkpoint, data)
