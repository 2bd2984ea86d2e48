"""The history read line by line: the same as read strictly, and the sooner the more it is like what was read before."""

import dataclasses
import datetime as dt
import json
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.records import Feel, History, Morning, SessionRecord, Touches, read_history
from ankle_tui.core.validation import InvalidValue
from ankle_tui.store.files.strict_json import parse_json
from ankle_tui.store.history import fast_reader
from ankle_tui.store.history.codec import from_bytes, to_bytes
from ankle_tui.store.history.fast_reader import quick_sessions
from tests.examples import examples
from tests.store.history.records import make_id, make_record, make_tomb, session_json, text_of, varied_record

ANSWERS = {
    "pain_side": Side.LEFT,
    "feel": Feel.SORE,
    "touches": Touches(0, 12),
    "morning": Morning.WORSE,
    "relieved": dt.date(2026, 11, 24),
}
RECORDS = (
    make_record(1),
    make_record(2, note='a "quote",\na \\ and a tab\t', effort=10, active_seconds=12.25, **ANSWERS),
)
HISTORY = History(RECORDS, (make_tomb(3),), extra={"mood": 1})
FRAGMENTS = [
    *(
        '"}, {"exercise": ',
        "},\n{",
        "}\n]",
        '"sessions": [',
        '{"',
        "{",
        "}",
        "[",
        "]",
        '"',
        "\\",
        '\\"',
        ",",
        ":",
        "\n",
    ),
    *("\x00", "\x7f", "\u2028", "\\ud800", "\\u00e9", " ", "\t", "null", "true", "NaN", "1e999", "-0", "0", ".5", "99"),
    *(', "x": [{"a": "b"}, {"exercise": "c"}]', ', "x": 1', '"rev": 1, ', "3000", "1969", "24:00", "+14:00", "left"),
    *('"feel": "fine", ', '"touches": {"left": 1, "right": 2}, ', '"relieved": "2026-11-24", ', '"morning": "'),
]


def strictly(data: bytes) -> History:
    """The whole file read strictly, as a damaged one is."""
    whole, odd = parse_json(data)
    history = read_history(whole)
    if odd:
        raise InvalidValue("", f"{odd[0]} is not a number that can be kept")
    return history


class Parser:
    """Reads JSON, and remembers what."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, text: str) -> object:
        """Read a text."""
        self.texts.append(text)
        return json.loads(text)


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast_reader, "_KNOWN_SETS", {})


@examples(300)
@given(st.data())
def test_whatever_the_damage_it_is_read_as_strictly_or_refused(data: st.DataObject) -> None:
    text = to_bytes(HISTORY).decode()
    for _ in range(data.draw(st.integers(1, 2))):
        at = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.sampled_from([0, 1, 2, 5, 30]))
        text = text[:at] + data.draw(st.sampled_from(["", *FRAGMENTS])) + text[at + gone :]
    try:
        expected = repr(strictly(text.encode()))
    except ValueError:
        with pytest.raises(InvalidValue):
            from_bytes(text.encode())
    else:
        assert repr(from_bytes(text.encode())) == expected


@pytest.mark.parametrize("key", ["started_at", "ended_at"])
def test_no_python_takes_24_00_for_midnight(key: str) -> None:
    text = re.sub(rf'("{key}": "[-\d]*T)\d\d:\d\d:\d\d', r"\g<1>24:00:00", to_bytes(HISTORY).decode(), count=1)
    assert "T24:00:00" in text
    with pytest.raises(InvalidValue, match=rf"{key}: must be a time like"):
        from_bytes(text.encode())


@pytest.mark.parametrize("number", range(20))
def test_sessions_of_every_kind_are_read_without_the_whole(number: int) -> None:
    history = History((varied_record(3, random.Random(number)), *RECORDS))
    found = quick_sessions(to_bytes(history).decode(), json.loads)
    assert found is not None
    sessions, rest = found
    assert repr(sessions) == repr(history.sessions)
    assert read_history(json.loads(rest), sessions) == history


def test_a_set_is_read_once_however_often_it_is_done() -> None:
    parse = Parser()
    odd = dataclasses.replace(RECORDS[0].sets[0], extra={"mood": "fine"})
    records = tuple(make_record(number, sets=(odd, RECORDS[0].sets[1])) for number in range(1, 9))
    found = quick_sessions(to_bytes(History(records)).decode(), parse)
    assert found
    assert found[0] == records
    assert len(parse.texts) == 1
    assert all(one is other for one, other in zip(found[0][0].sets, found[0][7].sets, strict=True))


@pytest.mark.parametrize("given", [{}, *({name: value} for name, value in ANSWERS.items()), ANSWERS])
def test_answers_are_read_without_the_strict_reader(given: dict[str, object]) -> None:
    parse = Parser()
    history = History((make_record(1, **given),))
    found = quick_sessions(to_bytes(history).decode(), parse)
    assert found
    assert found[0] == history.sessions
    assert parse.texts == []


def test_a_session_of_another_layout_is_read_by_itself() -> None:
    parse = Parser()
    odd = dataclasses.replace(RECORDS[0], extra={"mood": [{"exercise": "a"}, {"exercise": "b"}]})
    found = quick_sessions(to_bytes(History((odd, RECORDS[1]))).decode(), parse)
    assert found
    assert found[0] == (odd, RECORDS[1])
    assert json.dumps(odd.to_json(), ensure_ascii=False) in parse.texts


def test_sets_that_python_takes_for_equal_are_told_apart() -> None:
    sets = tuple(
        dataclasses.replace(RECORDS[0].sets[0], extra={"new": value}) for value in (1, 1.0, True, "1", [1], {"a": 1})
    )
    records = tuple(make_record(number, sets=(item,)) for number, item in enumerate(sets, 1))
    assert repr(from_bytes(to_bytes(History(records))).sessions) == repr(records)


@pytest.mark.parametrize(
    "text", [text_of(), text_of(session_json()), to_bytes(HISTORY).decode().replace("}\n]", "} ]"), "", "{}"]
)
def test_a_file_of_another_layout_is_left_to_the_strict_reading(text: str) -> None:
    assert quick_sessions(text, json.loads) is None


def test_a_session_that_is_there_twice_is_refused_as_ever() -> None:
    data = to_bytes(HISTORY).replace(make_id(2).encode(), make_id(1).encode())
    with pytest.raises(InvalidValue, match=f"sessions: {make_id(1)} is there twice"):
        from_bytes(data)


def test_a_history_of_ever_other_sets_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast_reader, "MOST_KNOWN_SETS", 2)
    sets = tuple(dataclasses.replace(RECORDS[0].sets[0], number=number) for number in range(1, 8))
    records: tuple[SessionRecord, ...] = (make_record(1, sets=sets),)
    assert from_bytes(to_bytes(History(records))).sessions == records
    assert len(fast_reader._KNOWN_SETS) <= 2
