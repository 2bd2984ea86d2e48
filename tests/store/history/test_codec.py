"""The bytes of the history: one session a line, read strictly, and what can be saved when they are damaged."""

import datetime as dt
import json
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.day_marks import DayKind, DayMark, Target
from ankle_tui.core.history.merge import merge
from ankle_tui.core.history.records import History, NewerVersion, SessionRecord
from ankle_tui.core.history.self_tests import AfterBlock, BlockRecord, SelfTestRecord, Trial
from ankle_tui.core.validation import MOST_NESTED, InvalidValue
from ankle_tui.store.files.strict_json import parse_json, to_line
from ankle_tui.store.history.codec import HEAD, Foreign, from_bytes, from_elsewhere, is_history, to_bytes
from ankle_tui.store.history.salvage import Salvage, salvage
from tests.core.history import test_merge as stores
from tests.examples import examples
from tests.store.history.records import (
    make_block,
    make_id,
    make_record,
    make_test,
    make_tomb,
    session_json,
    text_of,
    varied_record,
)

# Writing


def test_one_entry_a_line() -> None:
    history = History(
        (make_record(1), make_record(2, note="two\nlines\u2028and\x85more")),
        (make_tomb(3), make_tomb(4)),
        (DayMark(dt.date(2026, 11, 21), DayKind.RUN, hard=True), DayMark(dt.date(2026, 11, 22), None, rev=2)),
        (Target(dt.date(2026, 11, 16), 3),),
        {"mood": {"a": 1}},
        (make_test(5), make_test(6)),
        (make_block(7),),
    )
    lines = to_bytes(history).decode().split("\n")
    assert lines[:2] == ['{"format": "ankle-tui/history", "version": 1,', '"sessions": [']
    assert [json.loads(line.rstrip(","))["id"] for line in lines[2:4]] == [make_id(1), make_id(2)]
    assert lines[4:6] == ["],", '"deleted": [']
    assert [json.loads(line.rstrip(","))["id"] for line in lines[6:8]] == [make_id(3), make_id(4)]
    assert lines[8:] == [
        "],",
        '"days": [',
        '{"day": "2026-11-21", "rev": 1, "kind": "run", "hard": true},',
        '{"day": "2026-11-22", "rev": 2, "kind": null}',
        "],",
        '"targets": [',
        '{"since": "2026-11-16", "rev": 1, "sessions": 3}',
        "],",
        '"tests": [',
        f"{to_line(make_test(5).to_json())},",
        to_line(make_test(6).to_json()),
        "],",
        '"blocks": [',
        to_line(make_block(7).to_json()),
        "],",
        '"mood": {"a": 1}',
        "}",
        "",
    ]
    assert from_bytes(to_bytes(history)) == history


def test_what_is_written_is_plain_json() -> None:
    assert json.loads(to_bytes(History())) == {"format": "ankle-tui/history", "version": 1, "sessions": []}
    data = json.loads(to_bytes(History((make_record(1),), (make_tomb(2),))))
    assert (data["sessions"], data["deleted"]) == ([make_record(1).to_json()], [make_tomb(2).to_json()])


def test_half_a_character_becomes_a_question_mark() -> None:
    read = from_bytes(to_bytes(History((make_record(1, note="ab\ud800c", zone="\udcff"),))))
    assert (read.sessions[0].note, read.sessions[0].zone) == ("ab?c", "?")


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_what_json_cannot_say_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_bytes(History(extra={"mood": [number]}))


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
scores = st.none() | st.integers(0, 10)
fields = st.dictionaries(
    texts.map("x".__add__), st.floats(allow_nan=False, allow_infinity=False) | texts | st.lists(texts), max_size=2
)
records = st.builds(
    make_record,
    st.integers(1, 9),
    rev=st.integers(1, 9),
    effort=scores,
    pain=scores,
    note=texts,
    zone=texts,
    active_seconds=st.floats(0, 1_000_000),
    extra=fields,
)
tombs = st.builds(make_tomb, st.integers(10, 19), rev=st.integers(1, 9), extra=fields)
near = st.dates(dt.date(1970, 1, 1), dt.date(2999, 12, 31))
marks = st.builds(DayMark, near, st.none() | st.sampled_from(DayKind), rev=st.integers(1, 9), extra=fields)
targets = st.builds(Target, near, st.integers(1, 3), st.integers(1, 9), fields)
self_tests = st.builds(
    make_test,
    st.integers(20, 29),
    rev=st.integers(1, 9),
    trials=st.lists(st.builds(Trial, st.sampled_from(Side), st.floats(0, 10_000), extra=fields), max_size=3).map(tuple),
    conditions=fields,
    pain=scores,
    note=texts,
    zone=texts,
    checked=st.booleans(),
    extra=fields,
)
blocks = st.builds(
    make_block,
    st.integers(30, 39),
    rev=st.integers(1, 9),
    ended=st.none() | near,
    answer=st.none() | st.sampled_from(AfterBlock),
    extra=fields,
)
histories = st.builds(
    History,
    st.lists(records, max_size=4, unique_by=lambda item: item.id).map(lambda items: tuple(sorted(items, key=by_id))),
    st.lists(tombs, max_size=3, unique_by=lambda item: item.id).map(
        lambda items: tuple(sorted(items, key=lambda t: t.id))
    ),
    st.lists(marks, max_size=3, unique_by=lambda item: item.day).map(
        lambda items: tuple(sorted(items, key=lambda mark: mark.day))
    ),
    st.lists(targets, max_size=2, unique_by=lambda item: item.since).map(
        lambda items: tuple(sorted(items, key=lambda target: target.since))
    ),
    fields,
    st.lists(self_tests, max_size=3, unique_by=lambda item: item.id).map(
        lambda items: tuple(sorted(items, key=lambda item: item.id))
    ),
    st.lists(blocks, max_size=2, unique_by=lambda item: item.id).map(
        lambda items: tuple(sorted(items, key=lambda item: item.id))
    ),
)


def by_id(session: SessionRecord) -> str:
    return session.id


@examples(100)
@given(histories)
def test_any_history_comes_back_as_it_was_read_strictly_or_salvaged(history: History) -> None:
    data = to_bytes(history)
    assert from_bytes(data) == history
    assert to_bytes(from_bytes(data)) == data
    assert salvage(data) == Salvage(history, 0)


# Reading strictly

BAD: dict[str, tuple[bytes | str, str]] = {
    "empty": ("", "is empty"),
    "blank": (" \n\t\n", "is empty"),
    "zeros": (bytes(4096), "line 1: Expecting value"),
    "truncated": (text_of(session_json())[:-40], "line 1: "),
    "not UTF-8": (b'{"format": "\xff"}', "is not UTF-8 text (byte 12)"),
    "UTF-16": (text_of().encode("utf-16"), "is not UTF-8 text (byte 0)"),
    "byte order mark": (b"\xef\xbb\xbf" + text_of().encode(), "begins with a byte order mark"),
    "not a table": ("[1, 2]", "must be a table, not a list"),
    "something else": ('{"name": "package"}', "format: is missing"),
    "a number for the format": ('{"format": 1}', "format: must be a text, not 1"),
    "version as text": (text_of(version="1"), "version: must be a number"),
    "version 0": (text_of(version=0), "version: must be from 1 to 1e+06, not 0"),
    "keys missing in a session": (text_of({"id": make_id(1)}), f"sessions {make_id(1)}: day: is missing"),
    "key twice": (text_of(session_json()).replace('"rev": 1', '"rev": 1, "rev": 2'), "rev: is there twice"),
    "key of the file twice": (text_of()[:-1] + ', "sessions": []}', "sessions: is there twice"),
    "session twice": (text_of(session_json(), session_json()), "is there twice"),
    "NaN": (text_of(session_json(active_seconds=float("nan"))), "active_seconds: must be from 0 to 1e+06, not nan"),
    "infinity": (
        text_of(session_json(active_seconds=float("inf"))),
        "active_seconds: must be from 0 to 1e+06, not inf",
    ),
    "1e999": (text_of(session_json()).replace("42.5", "1e999"), "active_seconds: must be from 0 to 1e+06, not inf"),
    "NaN where nobody looks": (text_of(session_json(mood=[[float("nan")]])), "NaN is not a number that can be kept"),
    "-1e999 where nobody looks": (text_of(mood={"a": 0.5}).replace("0.5", "-1e999"), "-1e999 is not a number"),
    "5,000 digits": (text_of().replace("1", "1" * 5000, 1), "has a number that is too long"),
    "a list for a text": (text_of(session_json(note=[])), "note: must be a text, not a list"),
    "true for a number": (text_of(session_json(effort=True)), "effort: must be a number, not true"),
    "effort 11": (text_of(session_json(effort=11)), "effort: must be from 0 to 10, not 11"),
    "a level we do not have": (text_of(session_json(level="begginer")), 'level: "begginer" is not one of: beginner'),
    "a day that is none": (text_of(session_json(day="2026-02-30")), "day: must be a date like 2026-11-22"),
    "a time without offset": (text_of(session_json(ended_at="2026-11-22T18:04:10")), "ended_at: must be a time like"),
    "an absurd year": (text_of(session_json(started_at="0001-01-01T00:00:00+14:00")), "started_at: must be a time"),
    "an id that is none": (text_of(session_json(id="../../etc/passwd")), "id: must be a UUID"),
    "sets as a number": (text_of(session_json(sets=3)), "sets: must be a list, not 3"),
    "sessions as a table": (text_of().replace("[]", "{}"), "sessions: must be a list, not a table"),
    "a tombstone that is none": (text_of(deleted=[{"id": make_id(1)}]), f"deleted {make_id(1)}: at: is missing"),
    "half a character": (text_of(session_json(note="ab\ud800c")), "half a character (a lone surrogate) after: "),
    "half a character in a key": (text_of(**{"mo\udfffod": 1}), "half a character (a lone surrogate) after: "),
    "deep": ("[" * 200_000 + "]" * 200_000, "is nested too deeply"),
    "deep inside": (text_of(mood=0).replace("0}", '{"a":' * 100_000 + "0" + "}" * 100_001), "is nested too deeply"),
    "deep in a session": (
        text_of(session_json(mood=0)).replace('"mood": 0', '"mood": ' + "[" * 300 + "]" * 300),
        f"sessions {make_id(1)}: mood: is nested too deeply",
    ),
    "escape codes": (text_of(session_json(level="\x1b[31mred\r\n")), 'level: "?[31mred'),
}
"""What is damaged, and the line that says so."""


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_one_clear_line(what: str) -> None:
    content, problem = BAD[what]
    with pytest.raises(InvalidValue) as refused:
        from_bytes(content.encode() if isinstance(content, str) else content)
    line = str(refused.value)
    assert problem in line
    assert line.isprintable()
    assert not isinstance(refused.value, NewerVersion | Foreign)


def test_a_sound_file_of_something_else_is_told_from_a_damaged_one() -> None:
    with pytest.raises(Foreign, match=r'^format: must be "ankle-tui/history", not "jrnl"$'):
        from_bytes(text_of(format="jrnl").encode())


def test_a_format_that_is_damaged_does_not_make_our_sessions_somebody_elses() -> None:
    data = to_bytes(History((make_record(1),))).replace(b"ankle-tui/history", b"ankle-tui/hist0ry")
    with pytest.raises(
        InvalidValue, match=r'^format: must be "ankle-tui/history", not "ankle-tui/hist0ry"$'
    ) as refused:
        from_bytes(data)
    assert not isinstance(refused.value, Foreign)
    assert salvage(data).history.sessions == (make_record(1),)


def test_a_file_of_a_newer_version_is_told_from_a_damaged_one() -> None:
    with pytest.raises(NewerVersion, match=r"^version: is 2, made by a newer ankle-tui; this one reads up to 1$"):
        from_bytes(text_of(version=2).encode())


def test_whole_characters_written_as_escapes_are_fine() -> None:
    data = text_of(session_json(note="🦶 \\ud800")).encode()  # a foot as two escapes, and a backslash that is none
    assert b"\\ud83e\\uddb6" in data
    assert from_bytes(data).sessions[0].note == "🦶 \\ud800"


PLACES = {
    "the file": text_of(mood=0),
    "a session": text_of(session_json(mood=0)),
    "a set": text_of(session_json(sets=[{**make_record().sets[0].to_json(), "mood": 0}])),
    "a tombstone": text_of(deleted=[{**make_tomb().to_json(), "mood": 0}]),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("inner", ["0", '"\\ud83e\\uddb6"'], ids=["a number", "a character written as two escapes"])
@pytest.mark.parametrize(("opening", "closing"), ["[]", ('{"a":', "}")], ids=["lists", "tables"])
def test_however_deep_it_is_read_or_refused(opening: str, closing: str, inner: str, place: str) -> None:
    limit = sys.getrecursionlimit()
    for depth in [1, MOST_NESTED, MOST_NESTED + 1, *range(limit // 2, limit + 20, 7), 5000, 50_000]:
        data = PLACES[place].replace('"mood": 0', f'"mood": {opening * depth}{inner}{closing * depth}').encode()
        try:
            history = from_bytes(data)
        except InvalidValue as error:
            message = str(error)
        else:
            message = ""
            assert to_bytes(history).count(opening[0].encode()) >= depth
        assert ("nested too deeply" in message) == (depth > MOST_NESTED)
        assert len(salvage(data).history.sessions) <= 1


def test_numbers_that_cannot_be_kept_are_named() -> None:
    assert parse_json(b'{"a": [1, NaN, -Infinity, 1e999, 1e-999]}')[1] == ["NaN", "-Infinity", "1e999"]


# Salvage


def damaged(change: Callable[[bytes], bytes], sessions: int = 5) -> Salvage:
    """What is salvaged of a file of some sessions, two tombstones and a field, after a change."""
    rng = random.Random(1)
    history = History(
        tuple(varied_record(number, rng) for number in range(sessions)),
        (make_tomb(1), make_tomb(2, 2)),
        extra={"mood": "good"},
    )
    before = to_bytes(history)
    after = change(before)
    assert after != before
    return salvage(after)


@pytest.mark.parametrize(
    ("change", "sessions", "broken"),
    [
        (lambda data: data[: data.rindex(b'"deleted"')], 5, 0),
        (lambda data: data.replace(b"\n", b""), 5, 0),
        (lambda data: data.replace(b"\n", b"\r\n"), 5, 0),
        (lambda data: data.replace(b', "', b',\n    "'), 5, 0),
        (lambda data: b"\xef\xbb\xbf" + data, 5, 0),
        (lambda data: data.replace(b'"rev": 1', b'"rev": 0', 1), 4, 1),
        (lambda data: data.replace(b'"rev": 1', b'"rev": 1, "rev": 1', 1), 4, 1),
        (lambda data: data.replace(b'"rev": 1', b'"rev": 1, "x": NaN', 1), 4, 1),
        (lambda data: data.replace(b'"rev": 1', b'"rev": 1, "x": "\\ud800"', 1), 4, 0),
        (lambda data: data.replace(b'"rev": 1', b'"rev": 1, "\\ud800": 1', 1), 4, 1),
        (lambda data: data.replace(b'{"id"', b'{"i?"', 1), 4, 1),
        (lambda data: data.replace(b'{"id": "0', b'{"id": "?', 1), 4, 1),
        (lambda data: data.replace(b'"rev": 1', b'"rev": 1, "x": ' + b"[" * 99_999, 1), 4, 1),
        (lambda data: data.replace(b'"rev": 1', b'"rev": \xff', 1), 4, 1),
        (lambda data: data.replace(b'{"id"', b'"id"', 1), 4, 1),
        (lambda data: b"\xff\xfe\0" + data[1:], 5, 0),
    ],
)
def test_every_undamaged_session_is_found(change: Callable[[bytes], bytes], sessions: int, broken: int) -> None:
    found = damaged(change)
    assert (len(found.history.sessions), found.broken) == (sessions, broken)


def test_a_text_that_lost_a_sign_is_marred_and_not_broken() -> None:
    data = to_bytes(
        History((make_record(1, note="ü"),), (make_tomb(2, extra={"by": "ü"}),), extra={"mood": "ü", "x": 1})
    )
    found = salvage(data.replace("ü".encode(), b"\xfc"))
    assert (found.history, found.broken) == (History(extra={"x": 1}), 0)
    lost = History((make_record(1, note="\ufffd"),), (make_tomb(2, extra={"by": "\ufffd"}),), extra={"mood": "\ufffd"})
    assert found.marred == lost
    assert found.joined(from_bytes(data)) == from_bytes(data)
    assert found.joined().sessions == lost.sessions
    higher = History((make_record(1, rev=2),), (make_tomb(2, rev=2),))
    assert found.joined(higher) == merge(higher, History(extra={"x": 1, "mood": "\ufffd"}))


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("]\n}", "],}").encode(),
    ],
    ids=["byte order mark", "UTF-16", "comma"],
)
def test_what_another_program_saved_is_read_where_that_is_wanted(change: Callable[[str], bytes]) -> None:
    history = History((make_record(1, note='ü 🦶 ",]" ,}'), make_record(2)), extra={"mood": [1, "a, ]"]})
    data = change(to_bytes(history).decode())
    assert from_elsewhere(data) == history
    assert is_history(data[:HEAD])
    with pytest.raises(InvalidValue):
        from_bytes(data)


@pytest.mark.parametrize(
    ("data", "error", "problem"),
    [
        (text_of(version=2).encode("utf-16"), NewerVersion, "version: is 2"),
        (text_of(format="jrnl").encode("utf-8-sig"), Foreign, "format: must be"),
        (text_of()[:-1].encode("utf-16"), InvalidValue, "line 1: "),
        (b'{"format": "ankle-tui/history", "version": 1, "sessions": [,,]}', InvalidValue, "line 1: "),
        (b'{"a": "' + b'\\"' * 200_000 + b",]", InvalidValue, "line 1: "),
        (b"\xff\xfe" + b"a" * 99, InvalidValue, "is not UTF-8"),
    ],
    ids=["newer", "foreign", "cut off", "commas alone", "slow", "no UTF-16"],
)
def test_what_is_damaged_otherwise_is_refused_all_the_same(
    data: bytes, error: type[InvalidValue], problem: str
) -> None:
    with pytest.raises(error, match=problem):
        from_elsewhere(data)


def test_a_session_that_lost_its_end_does_not_swallow_those_that_follow() -> None:
    found = damaged(lambda data: data.replace(b"]},\n", b",\n", 1))  # sound JSON up to the end of the file
    assert (len(found.history.sessions), found.broken) == (4, 1)


@pytest.mark.parametrize("rev", [b'"rev": 9', b'"rfv": 1'], ids=["a higher revision", "no revision"])
def test_a_damaged_tombstone_does_not_take_a_session_along(rev: bytes) -> None:
    history = History((make_record(1, rev=2),), (make_tomb(1),))
    data = to_bytes(history)
    end = data.index(b'"deleted"')
    found = salvage(data[:end] + data[end:].replace(b'"rev": 1', rev) + b"damaged")
    assert (found.history.sessions, found.history.deleted) == (history.sessions, ())


def test_an_undamaged_tombstone_below_its_session_stays() -> None:
    history = History((make_record(1, rev=2),), (make_tomb(1), make_tomb(2)))
    assert salvage(to_bytes(history) + b"damaged").history == history


def test_tombstones_and_fields_of_the_file_are_saved_too() -> None:
    found = damaged(lambda data: data.replace(b"]", b"}"))
    assert [tomb.id for tomb in found.history.deleted] == [make_id(1), make_id(2)]
    assert found.history.extra == {"mood": "good"}


@pytest.mark.parametrize(
    "line", [b'"mood": NaN', b'"mood": "go', b'"mood": 1, "mood": 2', b'"version": 7', b'"x": 1} {']
)
def test_a_field_of_the_file_that_is_damaged_is_left(line: bytes) -> None:
    assert salvage(b"{,\n" + line).history == History()


def test_a_session_in_the_text_of_a_note_is_none() -> None:
    note = to_line(make_record(2).to_json())
    found = salvage(to_bytes(History((make_record(1, note=note),))) + b"damaged")
    assert [session.id for session in found.history.sessions] == [make_id(1)]


def test_of_a_session_that_is_there_twice_the_higher_revision_stays() -> None:
    lines = [to_line(make_record(1, rev=rev).to_json()) for rev in (2, 3, 1)]
    assert salvage("\n".join(lines).encode()).history == History((make_record(1, rev=3),))


def test_a_file_made_to_be_slow_is_given_up_but_every_line_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ankle_tui.store.history.salvage.MOST_SEARCHES", 3)
    bait = b'{"id": "019ab1c2-\n' * 10
    pretty = json.dumps(make_record(1).to_json(), indent=1).encode()
    line = to_line(make_record(2).to_json()).encode()
    assert len(salvage(pretty + bait + line).history.sessions) == 2
    found = salvage(bait + pretty + b"\n" + line)
    assert [session.id for session in found.history.sessions] == [make_id(2)]
    assert found.broken >= 10


def test_marks_and_targets_are_salvaged_line_by_line() -> None:
    marks = tuple(DayMark(dt.date(2026, 11, day), DayKind.SICK) for day in (16, 17, 18))
    target = Target(dt.date(2026, 11, 16), 3)
    data = to_bytes(History((make_record(1),), days=marks, targets=(target,)))
    found = salvage(
        data.replace(b'"2026-11-17", "rev": 1, "kind": "sick"', b'"2026-11-17", "rev": 1, "kind": "s\xffck"')
    )
    assert (found.history.days, found.history.targets, found.broken) == ((marks[0], marks[2]), (target,), 1)
    assert found.history.sessions == (make_record(1),)


# Self-tests and blocks


KEPT = History((make_record(1),), (make_tomb(2),), tests=(make_test(3), make_test(4)), blocks=(make_block(5),))


@pytest.mark.parametrize(
    ("damage", "left"),
    [
        ((b'"test": "raise", "version": 1', b'"test": "r\xffise", "version": 1'), {"tests": (make_test(4),)}),
        ((b'"checked": true', b'"checked": treu'), {"tests": (make_test(4),)}),
        ((b'"value": 20', b'"value": -20'), {"tests": (make_test(4),)}),
        ((b'"target": 2}', b'"target": 9}'), {"blocks": ()}),
        ((b'"blocks": [', b'"bl\xffcks": ['), {}),
        ((b'"tests": [', b'"te\xffts" ['), {}),
    ],
)
def test_undamaged_self_tests_and_blocks_are_salvaged_line_by_line(
    damage: tuple[bytes, bytes], left: dict[str, tuple[object, ...]]
) -> None:
    data = to_bytes(KEPT)
    assert data.count(damage[0])
    found = salvage(data.replace(*damage, 1)).joined()
    wanted = {"tests": KEPT.tests, "blocks": KEPT.blocks, **left}
    assert (found.sessions, found.deleted) == (KEPT.sessions, KEPT.deleted)
    marred = [test for test in found.tests if "\ufffd" in test.test]
    assert {"tests": tuple(test for test in found.tests if test not in marred), "blocks": found.blocks} == wanted
    assert len(marred) == (b"\xffise" in damage[1])


@pytest.mark.parametrize("item", [make_test(1, rev=2), make_block(1, rev=2)])
@pytest.mark.parametrize(("rev", "stays"), [(1, True), (2, False), (9, False)])
def test_a_tombstone_is_not_believed_beside_what_it_would_delete(
    item: SelfTestRecord | BlockRecord, rev: int, stays: bool
) -> None:
    history = merge(History.of(item), History(deleted=(make_tomb(1, rev=1),)))
    data = to_bytes(history)
    at = data.index(b'"deleted"')
    broken = data[:at] + data[at:].replace(b'"rev": 1', b'"rev": %d' % rev, 1) + b"damaged"
    found = salvage(broken).history
    assert found.mortal == (item,)
    assert bool(found.deleted) is stays


def test_a_pretty_self_test_is_salvaged_over_many_lines() -> None:
    pretty = json.dumps([make_test(1).to_json(), make_block(2).to_json()], indent=1).encode()
    found = salvage(b"damaged" + pretty).history
    assert (found.tests, found.blocks) == ((make_test(1),), (make_block(2),))


# A version that does not know self-tests and blocks


def aged(history: History) -> History:
    """The history as such a version reads it: what it does not know are fields of the file."""
    lists: dict[str, Sequence[SelfTestRecord | BlockRecord]] = {"tests": history.tests, "blocks": history.blocks}
    unknown = {key: [item.to_json() for item in items] for key, items in lists.items() if items}
    return replace(history, tests=(), blocks=(), extra={**history.extra, **unknown})


@examples(100)
@given(histories)
def test_an_older_version_keeps_self_tests_and_blocks_over_load_and_save(history: History) -> None:
    saved = to_bytes(aged(history))
    assert from_bytes(saved) == history
    assert salvage(saved) == Salvage(history, 0)
    assert to_bytes(from_bytes(saved)) == to_bytes(history)


@examples(200)
@given(stores.histories, stores.histories)
def test_what_an_older_version_has_merged_is_what_this_one_would_have(one: History, other: History) -> None:
    one, other = merge(one), merge(other)  # in a sound file what lives has no tombstone of its revision
    by_the_older, by_this = merge(from_bytes(to_bytes(merge(aged(one), aged(other))))), merge(one, other)
    assert stores.canonical(by_the_older) == stores.canonical(by_this)


def test_a_self_test_deleted_here_does_not_come_back_from_an_older_version() -> None:
    here = History(deleted=(make_tomb(3),))
    there = aged(History((make_record(1),), tests=(make_test(3), make_test(4))))
    assert from_bytes(to_bytes(merge(here, there))).tests == (make_test(4),)
