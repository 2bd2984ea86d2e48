"""Strict reading of tables: types, ranges, choices, dates, and error lines that stay one line."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.validation import InvalidValue, TableReader, did_you_mean


def test_what_is_not_a_table_is_refused() -> None:
    with pytest.raises(InvalidValue, match=r"^must be a table, not a list$"):
        TableReader([])


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "nothing"),
        (True, "true"),
        (False, "false"),
        ("word", '"word"'),
        ({}, "a table"),
        ([], "a list"),
        (1.5, "1.5"),
        (-(10**5000), "a huge number"),
        ("x" * 99, '"' + "x" * 38 + "…"),
    ],
    ids=range(9),
)
def test_a_wrong_value_is_shown_briefly(value: object, shown: str) -> None:
    table = TableReader({"key": value})
    with pytest.raises(InvalidValue) as caught:
        table.number("key", 0, 1) if isinstance(value, str) else table.text("key")
    assert str(caught.value).endswith(f"not {shown}")


def test_control_characters_never_reach_the_terminal() -> None:
    with pytest.raises(InvalidValue) as caught:
        TableReader({"a\nb": "\x1b[31m\u2028red"}).integer("a\nb", 0, 1)
    assert str(caught.value) == 'a?b: must be a number, not "?[31m?red"'


@given(st.dictionaries(st.text(), st.one_of(st.none(), st.text(), st.integers(), st.floats()), min_size=1))
def test_every_error_is_one_printable_line(data: dict[str, object]) -> None:
    key = next(iter(data))
    with pytest.raises(InvalidValue) as caught:
        TableReader(data, "somewhere").table(key)
    assert str(caught.value).isprintable()


def test_an_error_without_a_place_is_the_problem_alone() -> None:
    assert str(InvalidValue("", "is odd")) == "is odd"


@pytest.mark.parametrize("value", [0, 10, 2.5])
def test_the_ends_of_a_range_belong_to_it(value: float) -> None:
    assert TableReader({"key": value}).number("key", 0, 10) == value


@pytest.mark.parametrize("value", [-0.1, 10.000001, float("nan"), float("inf"), float("-inf"), 10**400], ids=range(6))
def test_what_is_out_of_range_is_refused(value: float) -> None:
    with pytest.raises(InvalidValue, match=r"must be from 0 to 10"):
        TableReader({"key": value}).number("key", 0, 10)


def test_true_is_not_a_number_and_one_is_not_true() -> None:
    table = TableReader({"flag": True, "number": 1})
    with pytest.raises(InvalidValue):
        table.integer("flag", 0, 1)
    with pytest.raises(InvalidValue):
        table.flag("number")


def test_defaults_stand_in_for_what_is_not_there() -> None:
    table = TableReader({})
    assert table.text("key", "x") == "x"
    assert table.number("key", 5, 9, 0.5) == 0.5
    assert table.integer("key", 5, 9, 1) == 1
    assert table.flag("key", default=False) is False
    assert table.choice("key", Side, Side.LEFT) is Side.LEFT
    assert table.texts("key", ("a",)) == ("a",)
    assert table.tables("key", []) == []


def test_a_default_does_not_hide_a_slip() -> None:
    table = TableReader({"key": []})
    with pytest.raises(InvalidValue):
        table.text("key", "x")
    with pytest.raises(InvalidValue):
        table.flag("key", default=True)
    with pytest.raises(InvalidValue):
        table.choice("key", Side, Side.LEFT)


def test_an_optional_choice_is_none_when_empty_and_strict_otherwise() -> None:
    assert TableReader({"side": ""}).optional("side", Side) is None
    assert TableReader({"side": "left"}).optional("side", Side) is Side.LEFT
    with pytest.raises(InvalidValue, match=r'did you mean "left"'):
        TableReader({"side": "lef"}).optional("side", Side)
    with pytest.raises(InvalidValue, match=r"is missing"):
        TableReader({}).optional("side", Side)


@pytest.mark.parametrize("value", ["22.11.2026", "2026-02-30", "", "1969-12-31", "3000-01-01", "0001-01-01", 20261122])
def test_what_is_no_date_is_refused(value: object) -> None:
    with pytest.raises(InvalidValue, match=r"^day: must"):
        TableReader({"day": value}).date("day")


@pytest.mark.parametrize("value", ["2026-11-22", "20261122", "2026-W47-7", "2026W477"])
def test_a_date_is_read(value: str) -> None:
    assert TableReader({"day": value}).date("day") == dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    "value",
    [
        *("now", "2026-11-22T18:04:10", "1969-11-22T18:04:10+00:00", "3000-11-22T18:04:10+00:00", None),
        # What Python 3.14 reads and those before do not, and the other way round.
        *("2026-11-22T24:00:00+01:00", "2026-11-22T24:00Z", "20261122T240000Z", "2026-11-22 24+00:00"),
        *("2026-11-22T18:04:+01:00", "2026-11-22T1804.5Z", "2026-11-22T18,04Z", "2026-11-22T18:04:10+01.00"),
    ],
)
def test_what_is_no_moment_is_refused(value: object) -> None:
    with pytest.raises(InvalidValue, match=r"^at: must"):
        TableReader({"at": value}).moment("at")


def test_a_moment_keeps_its_offset() -> None:
    moment = TableReader({"at": "2026-11-22T18:04:10+01:00"}).moment("at")
    assert moment.isoformat() == "2026-11-22T18:04:10+01:00"


@pytest.mark.parametrize(
    "value",
    [
        *("2026-11-22T17:04:10Z", "2026-11-22 18:04:10+01", "20261122T180410+0100", "2026-W47-7t18:04:10+01:00:00"),
        *("2026-11-22T18:04:10.000+01:00", "2026-11-22T17:04:10,000000-00:00", "2026-11-22T18:04:10.0000004+0100"),
    ],
)
def test_a_moment_may_be_written_as_other_programs_do(value: str) -> None:
    assert TableReader({"at": value}).moment("at") == dt.datetime(2026, 11, 22, 17, 4, 10, tzinfo=dt.UTC)


def test_tables_are_placed_by_id_or_by_number() -> None:
    found = TableReader({"set": [{"id": "a"}, {"id": ""}, {"id": 4}, {}]}, "top").tables("set")
    assert [table.where for table in found] == ["top: set a", "top: set 2", "top: set 3", "top: set 4"]


def test_what_nobody_asked_for_is_kept_or_refused() -> None:
    table = TableReader({"name": "x", "colour": "red", "nam": 1})
    table.text("name")
    assert table.rest() == {"colour": "red", "nam": 1}
    table.finish("colour", "nam")
    with pytest.raises(InvalidValue, match=r'^nam: is not a known key; did you mean "name"[?]$'):
        table.finish("colour")


def test_only_a_close_word_is_meant() -> None:
    assert did_you_mean("bannd", ["band", "calf"]) == '; did you mean "band"?'
    assert did_you_mean("zzz", ["band", "calf"]) == ""
    assert did_you_mean("strat", ["stats", "start", "status"]) == '; did you mean "start"?'  # letters changed places
