"""`ankle-tui calendar`: an .ics that other programs read, with every session of the plan and no other."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import icalendar
import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.commands import inputs
from ankle_tui.commands.console import UsageError
from ankle_tui.commands.weeks import reminders
from ankle_tui.commands.weeks.reminders import DAYS, Reminders, time_of_day, to_ics, weekdays, write_plan
from ankle_tui.core.block.block_state import BlockState, current_block
from ankle_tui.store.history.history_file import HistoryFile
from tests.commands.command_line import Main, complaint
from tests.core.block.blocks import date_of, make_block, make_history, seen, week_off
from tests.examples import sampled

WHEN = ("--days", "tue,fri", "--at", "18:30")
NOON = dt.datetime.combine(date_of(0), dt.time(12), tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "now", lambda: NOON)


def event_of(data: bytes) -> icalendar.Event:
    """The one event of a file, which is as the standard wants it."""
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    calendar = icalendar.Calendar.from_ical(data)
    assert isinstance(calendar, icalendar.Calendar)
    assert calendar["version"] == "2.0"
    (event,) = calendar.subcomponents
    assert isinstance(event, icalendar.Event)
    assert not event.errors
    assert {"UID", "DTSTAMP", "DTSTART", "DURATION", "SUMMARY", "RRULE"} <= set(event)
    return event


def dates_of(event: icalendar.Event) -> list[dt.datetime]:
    """Every date of an event, by another program's reading of its rule."""
    rule = event["rrule"].to_ical()
    assert isinstance(rule, bytes)
    return list(rrulestr(rule.decode("ascii"), dtstart=event.decoded("dtstart")))


STATES = st.one_of(
    st.none(),
    st.builds(
        lambda since, today, off, ended: current_block(
            seen(
                make_history([], {day for week in off for day in week_off(week)}, [make_block(since, ended=ended)]),
                today,
            )
        ),
        st.integers(0, 40),
        st.integers(0, 120),
        st.sets(st.integers(0, 14), max_size=3),
        st.none() | st.integers(0, 90),
    ),
)
ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))


MOMENTS = st.builds(
    lambda day, clock, zone: dt.datetime.combine(date_of(day), clock, tzinfo=zone),
    st.integers(0, 120),
    st.times(),
    ZONES,
)


@sampled(1000)
@given(STATES, MOMENTS, st.sets(st.integers(0, 6), min_size=1), st.times(), st.floats(60, 7200))
def test_every_plan_can_be_read_and_has_its_days_and_no_other(
    state: BlockState | None, moment: dt.datetime, days: set[int], clock: dt.time, seconds: float
) -> None:
    now, at = moment, clock.replace(second=0, microsecond=0)
    if state:
        now = dt.datetime.combine(state.today, moment.timetz())
    day = now.date()
    running = state is not None and not state.counts.over
    end = state.end if state and running else None
    try:
        found = Reminders.plan(state, now, tuple(days), at, seconds)
    except UsageError:
        assert end is not None
        after = (day + dt.timedelta(ahead) for ahead in range(int(now.time() >= at), (end - day).days + 1))
        assert not any(one.weekday() in days for one in after)
        return
    event = event_of(to_ics(found, now))
    dates = dates_of(event)
    start = event.decoded("dtstart")
    assert start.tzinfo is None, "floating: the same hour wherever the runner is"
    assert (len(dates), dates[0], dates[-1].date()) == (found.number, start, found.last)
    assert {(one.weekday(), one.time()) for one in dates} == {(weekday, at) for weekday in days} or len(dates) < 7
    assert all(one.weekday() in days and one.time() == at for one in dates)
    assert dates[0] > now.replace(tzinfo=None)
    if end:
        assert dates[-1].date() <= end
        assert (end - dates[-1].date()).days < 7
    else:
        assert len(dates) == 8 * len(days)
    assert event.decoded("dtstamp") == now.astimezone(dt.UTC).replace(microsecond=0)
    (alarm,) = event.subcomponents
    assert (alarm["action"], alarm.decoded("trigger")) == ("DISPLAY", dt.timedelta(minutes=-30))
    assert str(alarm["description"])


def printed(main: Main, capsysbinary: pytest.CaptureFixture[bytes], *argv: str) -> bytes:
    assert main("calendar", *argv) == 0
    found = capsysbinary.readouterr()
    assert found.err == b""
    return found.out


def test_without_a_block_it_is_eight_weeks(main: Main, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    event = event_of(printed(main, capsysbinary, *WHEN))
    assert [f"{one:%a %d %b %H:%M}" for one in dates_of(event)][:3] == [
        "Tue 06 Jan 18:30",
        "Fri 09 Jan 18:30",
        "Tue 13 Jan 18:30",
    ]
    assert (len(dates_of(event)), event.decoded("duration")) == (16, dt.timedelta(minutes=10))


def test_in_a_block_it_is_the_rest_of_it(
    main: Main, history: HistoryFile, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    history.add(make_history([-20], off=week_off(-2), blocks=[make_block(-28)]))
    event = event_of(printed(main, capsysbinary, *WHEN))
    assert dates_of(event)[-1].date() == date_of(34 - 2), "five weeks are left, one was a rest week"
    assert str(event["uid"]).startswith(make_block().id)
    again = event_of(printed(main, capsysbinary, "--days", "sun", "--at", "07:00"))
    assert again["uid"] == event["uid"], "imported again, it replaces"


def test_the_minutes_are_those_of_the_settings(
    main: Main, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "config.toml").write_text("minutes = 12", encoding="utf-8")
    assert event_of(printed(main, capsysbinary, *WHEN)).decoded("duration") == dt.timedelta(minutes=12)


@pytest.mark.parametrize(("at", "first"), [("12:00", 7), ("12:01", 0), ("11:59", 7)])
def test_today_counts_if_its_hour_is_still_to_come(
    main: Main, capsysbinary: pytest.CaptureFixture[bytes], at: str, first: int
) -> None:
    event = event_of(printed(main, capsysbinary, "--days", "mon", "--at", at))
    assert event.decoded("dtstart").date() == date_of(first)


def test_a_block_without_any_of_the_days_left_is_one_line(
    main: Main, history: HistoryFile, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    history.add(make_history(blocks=[make_block(-49)]))
    monkeypatch.setattr(inputs, "now", lambda: NOON + dt.timedelta(days=6))
    assert "Sunday 11 January" in complaint(main, capsys, "calendar", "--days", "fri,sat", "--at", "18:30")


# The file


def test_a_file_is_written_whole_and_replaced_by_the_next(
    main: Main, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "plan.ics"
    assert main("calendar", *WHEN, "-o", str(to)) == 0
    assert "16 sessions" in capsys.readouterr().out
    assert len(dates_of(event_of(to.read_bytes()))) == 16
    assert main("calendar", "--days", "mon", "--at", "7:05", "-o", str(to)) == 0
    assert len(dates_of(event_of(to.read_bytes()))) == 8
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(("plan", ".plan"))] == ["plan.ics"]


@pytest.mark.parametrize("what", ["folder", "file", "empty", "no-folder/plan.ics"])
def test_nothing_else_is_replaced(main: Main, tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("BEGIN: mine", encoding="utf-8")
    (tmp_path / "empty").touch()
    assert str(tmp_path) in complaint(main, capsys, "calendar", *WHEN, "-o", str(tmp_path / what))
    assert (tmp_path / "file").read_text(encoding="utf-8") == "BEGIN: mine"
    assert (tmp_path / "empty").read_bytes() == b""


def test_the_history_is_left_alone(main: Main, history: HistoryFile, capsys: pytest.CaptureFixture[str]) -> None:
    history.add(make_history([1]))
    before = history.path.read_bytes()
    complaint(main, capsys, "calendar", *WHEN, "-o", str(history.path))
    assert history.path.read_bytes() == before


def test_a_plan_on_a_full_disk_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    to = tmp_path / "plan.ics"
    to.write_bytes(b"BEGIN:VCALENDAR old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ankle_tui.commands.outputs.put", full)
    with pytest.raises(Exception, match="No space left"):
        write_plan(to, b"BEGIN:VCALENDAR new")
    assert to.read_bytes() == b"BEGIN:VCALENDAR old"


# The words


def test_days_in_full_or_short_in_any_order() -> None:
    assert weekdays("fri, Tuesday,tue") == (1, 4)
    assert [weekdays(day) for day in DAYS] == [(number,) for number in range(7)]
    assert time_of_day("7:05") == dt.time(7, 5)


@pytest.mark.parametrize("days", ["", ",", "tues", "dienstag", "tue;fri", "1", "tue fri", "t"])
def test_bad_days_are_one_line(main: Main, capsys: pytest.CaptureFixture[str], days: str) -> None:
    assert "--days" in complaint(main, capsys, "calendar", "--days", days, "--at", "18:30")


@pytest.mark.parametrize("at", ["", "24:00", "18", "18:60", "6pm", "18:30:00", "١٨:٣٠", "-1:00"])
def test_a_bad_time_is_one_line(main: Main, capsys: pytest.CaptureFixture[str], at: str) -> None:
    assert "--at" in complaint(main, capsys, "calendar", "--days", "tue", f"--at={at}")


def test_days_and_time_must_be_given(main: Main, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--days, --at" in complaint(main, capsys, "calendar")


def test_without_the_library_one_line_says_how_to_get_it(
    main: Main, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    assert "pip install icalendar" in complaint(main, capsys, "calendar", *WHEN)


def test_only_a_calendar_loads_the_library() -> None:
    code = f"import sys, {reminders.__name__}; sys.exit('icalendar' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
