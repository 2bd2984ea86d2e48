"""The published schema of the history: all that is written fits it, and it names every key that is written."""

import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ankle_tui.commands.upkeep.export import SCHEMA
from ankle_tui.core.exercises.exercise import Context, Level, Side, Unit
from ankle_tui.core.history.day_marks import DayKind, DayMark, Target
from ankle_tui.core.history.records import Feel, History, Morning, Outcome, SessionRecord, Status
from ankle_tui.core.history.self_tests import AfterBlock
from ankle_tui.store.files.read import read_shipped
from ankle_tui.store.history.codec import from_bytes, to_bytes
from tests.builders import ENDED
from tests.core.history import test_merge as joined
from tests.core.history import test_records as single
from tests.examples import examples
from tests.histories import random_history
from tests.store.history.records import make_block, make_record, make_test, make_tomb

PUBLISHED: dict[str, Any] = json.loads(read_shipped(SCHEMA))
OPEN = {"conditions"}
"""Tables whose keys are not ours to name."""


def tables(node: object, key: str = "") -> Iterator[dict[str, Any]]:
    """Every part of a schema that describes a table with keys of ours."""
    if isinstance(node, dict):
        if node.get("type") == "object" and key not in OPEN:
            yield node
        for name, value in node.items():
            yield from tables(value, name)


def strict() -> dict[str, Any]:
    """The schema without room for what a newer version adds."""
    found = copy.deepcopy(PUBLISHED)
    for table in tables(found):
        table["additionalProperties"] = False
    return found


VALIDATOR = Draft202012Validator(PUBLISHED, format_checker=Draft202012Validator.FORMAT_CHECKER)
STRICT = Draft202012Validator(strict(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def problems(validator: Draft202012Validator, history: History) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(json.loads(to_bytes(history)))]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(PUBLISHED)
    assert PUBLISHED["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@examples(200)
@given(st.lists(single.sessions, max_size=3, unique_by=lambda session: session.id))
def test_every_session_fits(sessions: list[SessionRecord]) -> None:
    assert problems(VALIDATOR, History(tuple(sessions))) == []


@examples(200)
@given(joined.histories)
def test_every_history_of_the_merges_fits(history: History) -> None:
    assert problems(VALIDATOR, history) == []


@pytest.mark.parametrize("seed", range(60))
def test_every_random_history_fits_and_has_no_key_beside_those_of_the_schema(seed: int) -> None:
    assert problems(STRICT, random_history(seed)) == []


def keys(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield key
            yield from keys(inner) if key not in OPEN else ()
    elif isinstance(value, list):
        for item in value:
            yield from keys(item)


def test_every_key_of_the_schema_is_written_and_every_written_one_is_in_it() -> None:
    seeds = (random_history(seed) for seed in range(60))
    deleted = History((make_record(),), (make_tomb(3),), tests=(make_test(5),), blocks=(make_block(7),))
    targets = History(targets=(Target(ENDED.date(), 3),))
    marked = History(days=(DayMark(ENDED.date(), DayKind.RUN, imported=DayKind.RUN),))
    answered = History(blocks=(replace(make_block(8), answered=ENDED.date()),))
    written = {
        key for history in (*seeds, deleted, targets, marked, answered) for key in keys(json.loads(to_bytes(history)))
    }
    assert written == {key for table in tables(PUBLISHED) for key in table["properties"]}


def at(*path: str) -> list[object]:
    node: Any = PUBLISHED["$defs"]
    for key in path:
        node = node[key]
    return list(node)


def test_every_word_is_in_it() -> None:
    session = "session", "properties"
    assert at(*session, "context", "enum") == [*Context]
    assert at(*session, "level", "enum") == [*Level]
    assert at(*session, "status", "enum") == [*Status]
    assert at(*session, "feel", "enum") == [*Feel]
    assert at(*session, "morning", "enum") == [*Morning]
    assert at("side", "enum") == [*Side]
    assert at("set", "properties", "outcome", "enum") == [*Outcome]
    assert at("set", "properties", "target", "properties") == [*Unit]
    assert at("mark", "properties", "kind", "enum") == [*DayKind, None]
    assert at("block", "properties", "answer", "enum") == [*AfterBlock]


@pytest.mark.parametrize(
    "slip",
    [
        {"id": "x"},
        {"rev": 0},
        {"day": "22.11.2026"},
        {"day": "2026-02-30"},
        {"started_at": "2026-11-22T18:04:10"},
        {"active_seconds": -1},
        {"effort": 11},
        {"pain_side": "both"},
        {"touches": {"left": 1}},
        {"touches": {"left": 1, "right": 1, "both": 2}},
        {"sets": [{}]},
        {"note": None},
    ],
    ids=str,
)
def test_what_the_program_refuses_does_not_fit_either(slip: dict[str, object]) -> None:
    data = json.loads(to_bytes(History((make_record(),))))
    assert VALIDATOR.is_valid(data)
    data["sessions"][0] |= slip
    assert not VALIDATOR.is_valid(data)
    with pytest.raises(ValueError, match=next(iter(slip))):
        from_bytes(json.dumps(data).encode())


@pytest.mark.parametrize(
    ("target", "done"),
    [
        ({}, {"reps": 1}),
        ({"reps": 1, "seconds": 1}, {"reps": 1}),
        ({"reps": 1}, {"seconds": 1}),
        ({"reps": -1}, {"reps": 1}),
    ],
    ids=str,
)
def test_a_set_has_one_unit(target: dict[str, float], done: dict[str, float]) -> None:
    data = json.loads(to_bytes(History((make_record(),))))
    data["sessions"][0]["sets"][0] |= {"target": target, "done": done}
    assert not VALIDATOR.is_valid(data)
    with pytest.raises(ValueError, match=r"target|reps"):
        from_bytes(json.dumps(data).encode())


def test_what_a_newer_version_adds_fits() -> None:
    session = make_record(extra={"shoes": ["old"]})
    assert problems(VALIDATOR, History((session,), extra={"goals": {}})) == []
