"""What history keeps: there and back through JSON, fields of a newer version kept, bad values named."""

import dataclasses
import datetime as dt
import json
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Context, Level, Side, Unit
from ankle_tui.core.history.ids import MOST_REVISIONS, new_id
from ankle_tui.core.history.records import (
    FORMAT,
    VERSION,
    Feel,
    History,
    Morning,
    NewerVersion,
    Outcome,
    SessionRecord,
    SetRecord,
    Status,
    Tombstone,
    Touches,
    read_history,
)
from ankle_tui.core.history.self_tests import AfterBlock, BlockRecord, SelfTestRecord, Trial
from ankle_tui.core.self_tests.protocols import SelfTestId
from ankle_tui.core.validation import MOST_NESTED, InvalidValue, TableReader
from tests.builders import ENDED, SESSION_ID, STARTED, Runner, short_plan
from tests.damage import changed, complaint, damaged, places, without
from tests.examples import examples
from tests.self_tests import measured

OTHER_ID = "019ab1c2-0000-7000-8000-000000000002"
BLOCK = BlockRecord(new_id(9, bytes(10)), dt.date(2026, 11, 16), 2, dt.date(2027, 1, 10), AfterBlock.KEEP, rev=3)

offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))
moments = st.datetimes(dt.datetime(1971, 1, 1), dt.datetime(2998, 12, 31), timezones=offsets).map(
    lambda moment: moment.replace(microsecond=0)
)
names = st.text(min_size=1, max_size=12).filter(lambda text: bool(text.strip()))
amounts = st.one_of(st.integers(0, 100_000), st.floats(0, 100_000))
new_fields = st.dictionaries(
    st.text(max_size=5).map(lambda text: f"new_{text}"), st.one_of(st.integers(), st.text(), st.none()), max_size=2
)
sets = st.builds(
    SetRecord,
    exercise=names,
    variation=names,
    number=st.integers(1, 1000),
    side=st.sampled_from([None, *Side]),
    part=st.none() | names,
    unit=st.sampled_from(Unit),
    target=amounts,
    done=amounts,
    outcome=st.sampled_from(Outcome),
    foot_downs=st.none() | st.integers(0, 100_000),
    extra=new_fields,
    target_extra=new_fields,
    done_extra=new_fields,
)
sessions = st.builds(
    SessionRecord,
    id=st.uuids(version=4).map(str),
    day=st.dates(dt.date(1971, 1, 1), dt.date(2998, 12, 31)),
    started_at=moments,
    ended_at=moments,
    zone=st.text(max_size=12),
    context=st.sampled_from(Context),
    level=st.sampled_from(Level),
    status=st.sampled_from(Status),
    active_seconds=st.floats(0, 1_000_000),
    sets=st.lists(sets, max_size=3).map(tuple),
    effort=st.none() | st.integers(0, 10),
    pain=st.none() | st.integers(0, 10),
    pain_side=st.sampled_from([None, *Side]),
    feel=st.sampled_from([None, *Feel]),
    touches=st.none() | st.builds(Touches, st.integers(0, 100_000), st.integers(0, 100_000)),
    morning=st.sampled_from([None, *Morning]),
    relieved=st.none() | st.dates(dt.date(1971, 1, 1), dt.date(2998, 12, 31)),
    note=st.text(max_size=20),
    rev=st.integers(1, 1000),
    extra=new_fields,
)


def session(session_id: str = SESSION_ID) -> SessionRecord:
    runner = Runner(short_plan()).start().work(2)
    return dataclasses.replace(runner.session.record(ENDED), id=session_id)


def document() -> dict[str, object]:
    data: dict[str, object] = {"format": FORMAT, "version": VERSION, "sessions": [session().to_json()]}
    data["deleted"] = [tombstone().to_json()]
    data["days"] = [{"day": "2026-11-21", "rev": 1, "kind": "run", "hard": True}]
    data["targets"] = [{"since": "2026-11-16", "rev": 1, "sessions": 3}]
    data["tests"] = [self_test().to_json()]
    data["blocks"] = [BLOCK.to_json()]
    data["goals"] = [{"goal": "a half marathon"}]
    return data


def self_test() -> SelfTestRecord:
    return measured(0, SelfTestId.STANCE, (9, 8.5), 12, part="eyes-closed", pain=0)


def tombstone() -> Tombstone:
    return Tombstone(OTHER_ID, ENDED, rev=2)


@examples(100)
@given(sessions)
def test_a_record_survives_json(record: SessionRecord) -> None:
    assert SessionRecord.read(TableReader(json.loads(json.dumps(record.to_json())))) == record


def test_the_json_of_a_session() -> None:
    record = Runner(short_plan()).start().session.record(ENDED)
    assert record.to_json() | {"sets": []} == {
        "id": SESSION_ID,
        "rev": 1,
        "day": "2026-11-22",
        "started_at": "2026-11-22T18:04:10+01:00",
        "ended_at": "2026-11-22T18:13:10+01:00",
        "zone": "Europe/Berlin",
        "context": "other",
        "level": "beginner",
        "status": "partial",
        "active_seconds": 0.0,
        "effort": None,
        "pain": None,
        "note": "",
        "sets": [],
    }


def test_the_json_of_the_answers() -> None:
    answers = {
        "pain_side": Side.RIGHT,
        "feel": Feel.SORE,
        "touches": Touches(0, 3),
        "morning": Morning.WORSE,
        "relieved": dt.date(2026, 11, 25),
    }
    before = session().to_json()
    after = dataclasses.replace(session(), **answers).to_json()  # type: ignore[arg-type]
    assert {key: value for key, value in after.items() if key not in before} == {
        "pain_side": "right",
        "feel": "sore",
        "touches": {"left": 0, "right": 3},
        "morning": "worse",
        "relieved": "2026-11-25",
    }
    assert {key: after[key] for key in before} == before


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (
            0,
            {
                "exercise": "some-hold",
                "variation": "plain",
                "set": 1,
                "side": "left",
                "target": {"seconds": 24},
                "done": {"seconds": 24.0},
                "outcome": "done",
            },
        ),
        (
            4,
            {
                "exercise": "some-steps",
                "variation": "plain",
                "set": 1,
                "part": "heels",
                "target": {"steps": 3},
                "done": {"steps": 0},
                "outcome": "skipped",
            },
        ),
    ],
)
def test_the_json_of_a_set(index: int, expected: dict[str, object]) -> None:
    assert session().sets[index].to_json() == expected


NEW_FIELDS: list[tuple[str | int, ...]] = [
    ("new",),
    ("deleted", 0, "new"),
    ("days", 0, "new"),
    ("targets", 0, "new"),
    ("tests", 0, "new"),
    ("tests", 0, "trials", 0, "new"),
    ("tests", 0, "conditions", "new"),
    ("blocks", 0, "new"),
    ("sessions", 0, "new"),
    ("sessions", 0, "sets", 0, "new"),
    ("sessions", 0, "sets", 0, "done", "new"),
    ("sessions", 0, "sets", 0, "target", "new"),
]


@pytest.mark.parametrize("path", NEW_FIELDS)
def test_fields_of_a_newer_version_survive(path: tuple[str | int, ...]) -> None:
    data = changed(document(), path, {"anything": [1, None]})
    history = read_history(data)
    written = {
        "format": FORMAT,
        "version": VERSION,
        "sessions": [item.to_json() for item in history.sessions],
        "deleted": [item.to_json() for item in history.deleted],
        "days": [item.to_json() for item in history.days],
        "targets": [item.to_json() for item in history.targets],
        "tests": [item.to_json() for item in history.tests],
        "blocks": [item.to_json() for item in history.blocks],
        **history.extra,
    }
    assert written == data


@pytest.mark.parametrize("path", NEW_FIELDS)
def test_a_field_of_a_newer_version_may_be_deep_but_not_so_deep_that_it_could_not_be_worked_with(
    path: tuple[str | int, ...],
) -> None:
    value: object = 0
    for depth in range(MOST_NESTED):
        value = [value] if depth % 2 else {"inner": value}
    read_history(changed(document(), path, value))
    with pytest.raises(InvalidValue, match=r"new: is nested too deeply$"):
        read_history(changed(document(), path, [value]))


def test_what_is_not_a_session_is_kept_as_it_is() -> None:
    assert read_history(document()).extra == {"goals": [{"goal": "a half marathon"}]}


def test_a_history_without_sessions_is_empty() -> None:
    assert read_history({"format": FORMAT, "version": VERSION}) == History()


def test_a_file_of_a_newer_version_is_refused_as_such() -> None:
    with pytest.raises(NewerVersion, match=r"^version: is 2, made by a newer ankle-tui; this one reads up to 1$"):
        read_history({**document(), "version": 2})


def test_something_else_is_not_a_history() -> None:
    with pytest.raises(InvalidValue, match=r'^format: must be "ankle-tui/history", not "x"$'):
        read_history({**document(), "format": "x"})


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (("id",), "ABC", "sessions ABC: id: must be a UUID in lower case"),
        (("id",), SESSION_ID.upper(), f"sessions {SESSION_ID.upper()}: id: must be a UUID in lower case"),
        (("rev",), 0, f"sessions {SESSION_ID}: rev: must be from 1 to 1e+09, not 0"),
        (("day",), "22.11.", f'sessions {SESSION_ID}: day: must be a date like 2026-11-22, not "22.11."'),
        (("effort",), 11, f"sessions {SESSION_ID}: effort: must be from 0 to 10, not 11"),
        (("pain",), 1.5, f"sessions {SESSION_ID}: pain: must be a whole number, not 1.5"),
        (("pain",), False, f"sessions {SESSION_ID}: pain: must be a number, not false"),
        (("note",), None, f"sessions {SESSION_ID}: note: must be a text, not nothing"),
        (("feel",), "sor", f'sessions {SESSION_ID}: feel: "sor" is not one of: fine, sore, pain; did you mean "sore"?'),
        (("touches",), {"left": 1}, f"sessions {SESSION_ID}: touches: right: is missing"),
        (
            ("touches",),
            {"left": 1, "right": -1},
            f"sessions {SESSION_ID}: touches: right: must be from 0 to 100000, not -1",
        ),
        (("active_seconds",), -1, f"sessions {SESSION_ID}: active_seconds: must be from 0 to 1e+06, not -1"),
        (("sets",), {}, f"sessions {SESSION_ID}: sets: must be a list, not a table"),
        (
            ("sets", 1, "outcome"),
            "dun",
            f'sessions {SESSION_ID}: sets 2: outcome: "dun" is not one of: done, short, skipped; did you mean "done"?',
        ),
        (("sets", 0, "target"), {}, f"sessions {SESSION_ID}: sets 1: target: must have one of: seconds, reps, steps"),
        (
            ("sets", 0, "target", "reps"),
            3,
            f"sessions {SESSION_ID}: sets 1: target: must have one of: seconds, reps, steps",
        ),
        (("sets", 0, "done"), {"reps": 3}, f"sessions {SESSION_ID}: sets 1: done: seconds: is missing"),
        (
            ("sets", 0, "done", "foot_downs"),
            -1,
            f"sessions {SESSION_ID}: sets 1: done: foot_downs: must be from 0 to 100000, not -1",
        ),
        (("sets", 0, "side"), None, f"sessions {SESSION_ID}: sets 1: side: must be a text, not nothing"),
    ],
)
def test_a_bad_value_is_named_with_its_session_and_key(path: tuple[str | int, ...], value: object, line: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        read_history(changed(document(), ("sessions", 0, *path), value))
    assert str(caught.value) == line


@pytest.mark.parametrize("key", sorted(set(session().to_json()) - {"rev", "zone", "note", "effort", "pain"}))
def test_a_missing_key_is_named(key: str) -> None:
    where = f"sessions {SESSION_ID if key != 'id' else '1'}: {key}: is missing"
    with pytest.raises(InvalidValue, match=f"^{where}$"):
        read_history(without(document(), ("sessions", 0, key)))


@pytest.mark.parametrize(("key", "default"), [("rev", 1), ("zone", ""), ("note", ""), ("effort", None), ("pain", None)])
def test_what_may_be_missing(key: str, default: object) -> None:
    history = read_history(without(document(), ("sessions", 0, key)))
    assert getattr(history.sessions[0], key) == default


def test_a_session_that_is_there_twice_is_refused() -> None:
    with pytest.raises(InvalidValue, match=f"^sessions: {SESSION_ID} is there twice$"):
        read_history({**document(), "sessions": [session().to_json()] * 2})


# Self-tests and blocks

trials = st.builds(
    Trial, st.sampled_from(Side), st.floats(0, 10_000) | st.integers(0, 10_000), st.just("") | names, new_fields
)
self_tests = st.builds(
    SelfTestRecord,
    id=st.uuids(version=4).map(str),
    day=st.dates(dt.date(1971, 1, 1), dt.date(2998, 12, 31)),
    started_at=moments,
    zone=st.text(max_size=12),
    test=names,
    protocol=st.integers(1, 1000),
    trials=st.lists(trials, max_size=3).map(tuple),
    conditions=new_fields,
    pain=st.none() | st.integers(0, 10),
    note=st.text(max_size=20),
    checked=st.booleans(),
    rev=st.integers(1, 1000),
    extra=new_fields,
)
blocks = st.builds(
    BlockRecord,
    id=st.uuids(version=4).map(str),
    since=st.dates(dt.date(1971, 1, 1), dt.date(2998, 12, 31)),
    target=st.integers(1, 3),
    ended=st.none() | st.dates(dt.date(1971, 1, 1), dt.date(2998, 12, 31)),
    answer=st.none() | st.sampled_from(AfterBlock),
    rev=st.integers(1, 1000),
    extra=new_fields,
)


@examples(100)
@given(self_tests)
def test_a_self_test_survives_json(record: SelfTestRecord) -> None:
    assert SelfTestRecord.read(TableReader(json.loads(json.dumps(record.to_json())))) == record


@examples(100)
@given(blocks)
def test_a_block_survives_json(record: BlockRecord) -> None:
    assert BlockRecord.read(TableReader(json.loads(json.dumps(record.to_json())))) == record


def test_the_json_of_a_self_test_and_of_a_block() -> None:
    assert self_test().to_json() == {
        "id": self_test().id,
        "rev": 1,
        "test": "stance",
        "version": 1,
        "day": "2026-11-16",
        "started_at": "2026-11-16T20:04:00+00:00",
        "zone": "UTC",
        "conditions": {"footwear": "barefoot", "first_leg": "left"},
        "pain": 0,
        "note": "",
        "checked": True,
        "trials": [
            {"side": "left", "part": "eyes-closed", "value": 9.0},
            {"side": "left", "part": "eyes-closed", "value": 8.5},
            {"side": "right", "part": "eyes-closed", "value": 12.0},
        ],
    }
    days = {"since": "2026-11-16", "ended": "2027-01-10"}
    assert BLOCK.to_json() == {"id": BLOCK.id, "rev": 3, **days, "target": 2, "answer": "keep"}
    assert dataclasses.replace(BLOCK, ended=None, answer=None).to_json().keys() == {"id", "rev", "since", "target"}


def test_no_field_makes_a_self_test_a_session_or_a_tombstone_for_a_version_that_does_not_know_it() -> None:
    for record in (self_test(), BLOCK):
        assert not {"sets", "at"} & record.to_json().keys()


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (("tests", 0, "id"), "x", "tests x: id: must be a UUID in lower case"),
        (("tests", 0, "version"), 0, f"tests {self_test().id}: version: must be from 1 to 1000, not 0"),
        (("tests", 0, "pain"), 11, f"tests {self_test().id}: pain: must be from 0 to 10, not 11"),
        (("tests", 0, "checked"), 1, f"tests {self_test().id}: checked: must be true or false, not 1"),
        (("tests", 0, "conditions"), [], f"tests {self_test().id}: conditions: must be a table, not a list"),
        (("tests", 0, "trials", 1, "side"), "up", f"tests {self_test().id}: trials 2: side: "),
        (("tests", 0, "trials", 1, "value"), -1, f"tests {self_test().id}: trials 2: value: must be from 0 to 10000"),
        (("blocks", 0, "target"), 4, f"blocks {BLOCK.id}: target: must be from 1 to 3, not 4"),
        (("blocks", 0, "answer"), "agan", f"blocks {BLOCK.id}: answer: "),
        (("blocks", 0, "ended"), None, f"blocks {BLOCK.id}: ended: must be a text, not nothing"),
    ],
)
def test_a_bad_value_of_a_self_test_or_block_is_named(path: tuple[str | int, ...], value: object, line: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        read_history(changed(document(), path, value))
    assert str(caught.value).startswith(line)


@pytest.mark.parametrize(
    ("list_", "key", "attribute", "default"),
    [
        ("tests", "rev", "rev", 1),
        ("tests", "zone", "zone", ""),
        ("tests", "note", "note", ""),
        ("tests", "pain", "pain", None),
        ("tests", "checked", "checked", True),
        ("blocks", "rev", "rev", 1),
        ("blocks", "ended", "ended", None),
        ("blocks", "answer", "answer", None),
    ],
)
def test_what_may_be_missing_of_a_self_test_or_block(list_: str, key: str, attribute: str, default: object) -> None:
    history = read_history(without(document(), (list_, 0, key)))
    (record,) = getattr(history, list_)
    assert getattr(record, attribute) == default


def test_a_test_that_is_not_known_is_kept() -> None:
    data = changed(document(), ("tests", 0, "test"), "triple-hop")
    (record,) = read_history(data).tests
    assert record.to_json() == data["tests"][0]  # type: ignore[index]


@given(st.permutations([(1, 1, ""), (2, 1, ""), (2, 2, ""), (2, 2, "b")]))
def test_of_a_self_test_that_is_there_several_times_one_stays(twins: list[tuple[int, int, str]]) -> None:
    found = [
        dataclasses.replace(self_test(), rev=rev, trials=self_test().trials[:number], note=note)
        for rev, number, note in twins
    ]
    history = read_history({**document(), "tests": [record.to_json() for record in found]})
    assert history.tests == (dataclasses.replace(self_test(), rev=2, trials=self_test().trials[:2], note="b"),)


def test_a_deleted_self_test_or_block_does_not_come_back_and_one_above_its_tombstone_lives() -> None:
    for rev, lives in ((2, True), (3, False)):
        stones = [Tombstone(item.id, ENDED, rev).to_json() for item in (self_test(), BLOCK)]
        tests = [dataclasses.replace(self_test(), rev=3).to_json()]
        history = read_history({**document(), "deleted": stones, "tests": tests})
        assert (bool(history.tests), bool(history.blocks)) == (lives, lives)


@pytest.mark.parametrize("value", [1, 1.0, True, "1", [1], {"a": 1}])
def test_sets_that_python_takes_for_equal_are_told_apart(value: object) -> None:
    for other in (1, 1.0, True, value):
        history = read_history(changed(document(), ("sessions", 0, "sets", 0, "new"), other))
    assert repr(history.sessions[0].sets[0].extra["new"]) == repr(value)


def test_a_bad_set_is_named_in_every_session_that_has_it() -> None:
    for session_id in (SESSION_ID, SESSION_ID, OTHER_ID):
        data = changed(changed(document(), ("sessions", 0, "id"), session_id), ("sessions", 0, "sets", 1), [])
        assert complaint(read_history, data) == f"sessions {session_id}: sets 2: must be a table, not a list"


@pytest.mark.parametrize(("done", "worth"), [(0, False), (0.9, False), (1, True)])
def test_a_session_is_worth_keeping_when_anything_was_done(done: float, worth: bool) -> None:
    sets = tuple(dataclasses.replace(item, done=0) for item in session().sets)
    record = dataclasses.replace(session(), sets=(*sets[:-1], dataclasses.replace(sets[-1], done=done)))
    assert record.worth_keeping == worth


@pytest.mark.parametrize(
    ("outcomes", "seconds", "counts"),
    [
        ("", 0.0, False),
        ("short short", 7.0, False),
        ("skipped short", 119.9, False),
        ("skipped short", 120.0, True),
        ("skipped done", 3.0, True),
    ],
)
def test_a_session_counts_with_one_set_reached_or_two_minutes_of_work(
    outcomes: str, seconds: float, *, counts: bool
) -> None:
    sets = tuple(dataclasses.replace(session().sets[0], outcome=Outcome(word)) for word in outcomes.split())
    record = dataclasses.replace(session(), sets=sets, active_seconds=seconds)
    assert record.counts is counts


@pytest.mark.parametrize(
    ("status", "outcomes", "early"),
    [
        ("completed", "done done", False),
        ("completed", "done skipped", False),
        ("completed", "short short", False),
        ("partial", "done skipped", True),
        ("partial", "done short", True),
        ("partial", "", True),
        ("partial", "skipped done", False),  # as an older program has written that it ran to its end
    ],
)
def test_only_what_was_finished_before_its_last_set_was_done_ended_early(
    status: str, outcomes: str, *, early: bool
) -> None:
    sets = tuple(dataclasses.replace(session().sets[0], outcome=Outcome(word)) for word in outcomes.split())
    assert dataclasses.replace(session(), status=Status(status), sets=sets).ended_early is early


# Tombstones


def test_the_json_of_a_tombstone() -> None:
    assert tombstone().to_json() == {"id": OTHER_ID, "rev": 2, "at": "2026-11-22T18:13:10+01:00"}
    assert read_history(document()).deleted == (tombstone(),)


def test_a_tombstone_that_names_no_revision_holds_for_all() -> None:
    assert read_history(without(document(), ("deleted", 0, "rev"))).deleted[0].rev == MOST_REVISIONS


@pytest.mark.parametrize(
    ("key", "value", "problem"),
    [
        ("id", "me", "id: must be a UUID in lower case"),
        ("rev", 0, "rev: must be from 1 to 1e+09, not 0"),
        ("at", "yesterday", 'at: must be a time like 2026-11-22T18:04:10+01:00, not "yesterday"'),
        ("at", None, "at: must be a text, not nothing"),
    ],
)
def test_a_bad_value_in_a_tombstone_is_named(key: str, value: object, problem: str) -> None:
    where = f"deleted {value if key == 'id' else OTHER_ID}: "
    assert complaint(read_history, changed(document(), ("deleted", 0, key), value)) == where + problem


def test_a_tombstone_that_is_there_twice_is_refused() -> None:
    with pytest.raises(InvalidValue, match=f"^deleted: {OTHER_ID} is there twice$"):
        read_history({**document(), "deleted": [tombstone().to_json()] * 2})


# Anything


@examples(150)
@given(damaged(document()))
def test_whatever_is_damaged_it_is_one_line_or_a_history(data: object) -> None:
    assert complaint(read_history, data).isprintable()


def test_damage_reaches_every_place() -> None:
    assert ("sessions", 0, "sets", 0, "done", "seconds") in places(document())


# The sessions together


def test_sessions_are_listed_newest_first_whatever_their_zone() -> None:
    early = dataclasses.replace(session(), started_at=STARTED.astimezone(dt.UTC))
    late = dataclasses.replace(session(OTHER_ID), started_at=STARTED + dt.timedelta(seconds=1))
    assert [item.id for item in History((early, late)).newest_first()] == [OTHER_ID, SESSION_ID]


def test_sessions_of_one_moment_are_listed_by_id() -> None:
    assert [item.id for item in History((session(OTHER_ID), session())).newest_first()] == [OTHER_ID, SESSION_ID]


# Ids


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10))
def test_an_id_is_a_uuid_of_version_7_that_carries_its_time(milliseconds: int, random: bytes) -> None:
    text = new_id(milliseconds, random)
    parsed = uuid.UUID(text)
    assert str(parsed) == text
    assert (parsed.version, parsed.variant) == (7, uuid.RFC_4122)
    assert parsed.int >> 80 == milliseconds


def test_an_id_keeps_every_other_random_bit() -> None:
    assert new_id(0, bytes(10)) == "00000000-0000-7000-8000-000000000000"
    assert new_id(0, b"\xff" * 10) == "00000000-0000-7fff-bfff-ffffffffffff"


@given(st.integers(0, 2**48 - 2), st.binary(min_size=10, max_size=10), st.binary(min_size=10, max_size=10))
def test_ids_sort_by_time(milliseconds: int, first: bytes, second: bytes) -> None:
    assert new_id(milliseconds, first) < new_id(milliseconds + 1, second)
