"""How the week stands: the quick answer is what the whole program would say, or none, and loads next to nothing."""

import contextlib
import datetime as dt
import errno
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ankle_tui
from ankle_tui import __main__ as program
from ankle_tui.commands import inputs, status
from ankle_tui.commands import main as cli
from ankle_tui.commands.inputs import REPAIRED_AT_START
from ankle_tui.core.exercises.exercise import Context
from ankle_tui.core.history.day_marks import MOST_TARGET, DayKind, DayMark, Target
from ankle_tui.core.history.records import History
from ankle_tui.core.history.self_tests import AfterBlock, BlockRecord
from ankle_tui.core.weeks.calendar import day_numbers
from ankle_tui.core.weeks.streaks import NO_DAYS, ordinal, week_of
from ankle_tui.services.exit_codes import USAGE
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.history.codec import to_bytes
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.paths import find_folders
from ankle_tui.store.settings.settings import Settings, load_settings, week_numbers
from tests.examples import examples
from tests.store.history.records import make_record, make_tomb
from tests.store.sessions.test_checkpoint_files import make_large
from tests.test_imports import loaded, top_level
from tests.test_safe_read import in_time, make_pipe

SUNDAY = dt.datetime(2026, 11, 22, 18, 4, 10)
TODAY = SUNDAY.date()
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the folders of Linux")
SLOW = {
    "datetime",
    "json",
    "re",
    "argparse",
    "dataclasses",
    "pathlib",
    "typing",
    "tomllib",
    "platformdirs",
    "inspect",
    "textual",
    "rich",
}


def day(back: int) -> dt.date:
    return TODAY - dt.timedelta(days=back)


def left_at_once(seconds: float = 7.0) -> dict[str, object]:
    """What is different in a session in which no set was reached."""
    return {"sets": make_record().sets[1:], "active_seconds": seconds}


def trained(*back: int, **changes: object) -> History:
    """A session on each day so many days back."""
    return History(tuple(make_record(number, day=day(days), **changes) for number, days in enumerate(back)))


class Desk:
    """A runner's folder, asked both ways.

    Args:
        folder: Where history and settings are.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.history = folder / "history.json"
        self.words = ["--data-dir", str(folder), "--config-dir", str(folder), "status"]

    def put(self, history: History | bytes, config: str = "") -> "Desk":
        """Put a history and settings into their place, with the digests that the whole program would write."""
        self.write(history, config)
        file = HistoryFile(self.history)
        with contextlib.suppress(FileProblem):
            file.load()
            file.write_digest()
        load_settings(self.folder / "config.toml", self.folder / "settings.digest")
        return self

    def write(self, history: History | bytes, config: str = "") -> None:
        """Put a history and settings into their place; digests stay as they are."""
        self.history.write_bytes(to_bytes(history) if isinstance(history, History) else history)
        (self.folder / "config.toml").write_text(config, encoding="utf-8")

    def quick(self, *more: str, now: dt.datetime = SUNDAY) -> str | None:
        return status.quick_answer([*self.words, *more], {}, now.timetuple)

    def whole(self, *more: str, now: dt.datetime = SUNDAY) -> tuple[int, str, str]:
        """What the whole program says: exit code, output without the line's end, errors."""
        out, err = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            patch.setattr(inputs, "now", lambda: now)
            code = cli.main([*self.words, *more])
        return code, out.getvalue().removesuffix("\n"), err.getvalue()

    def line(self, now: dt.datetime = SUNDAY) -> str:
        """The line, which both must give."""
        quick = self.quick(now=now)
        assert quick is not None
        assert self.whole(now=now) == (0, quick, "")
        return quick


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@contextlib.contextmanager
def some_desk() -> Iterator[Desk]:
    """A desk for one example of many."""
    with tempfile.TemporaryDirectory() as folder:
        yield Desk(Path(folder))


# What it says


def test_one_line(desk: Desk) -> None:
    assert desk.line() == "0/2 this week · start any day"
    assert desk.put(trained(8, 10, 3)).line() == "1/2 this week · streak 1 · due today"
    assert desk.put(trained(8, 10, 3, 0)).line() == "2/2 this week · streak 2 · done today"
    assert desk.put(trained(8, 10, 3), "target = 3").line().startswith("1/3 this week")
    assert "streak" not in desk.put(trained(8, 10, 3), "streaks = false").line()
    digests = {"history.digest", "settings.digest"}
    assert {path.name for path in desk.folder.iterdir()} == {"history.json", "config.toml"} | digests


def test_what_is_too_short_to_count_marks_no_day_and_fills_no_week(desk: Desk) -> None:
    assert desk.put(trained(0, **left_at_once())).line() == "0/2 this week · start any day"
    assert desk.put(trained(0, **left_at_once(120.0))).line() == "1/2 this week · done today"
    for data in (to_bytes(trained(0, **left_at_once())), json.dumps(json.loads(to_bytes(trained(0)))).encode()):
        quick = desk.put(data).quick("--json")
        assert quick is not None
        assert desk.whole("--json") == (0, quick, "")
    figures = json.loads(desk.put(trained(0, **left_at_once())).quick("--json") or "")
    assert (figures["kind"], figures["trained_today"], figures["last"]) == (None, False, None)


@pytest.mark.parametrize("extra", [{"outcome": "done"}, {"tried": [{"outcome": "done"}]}])
def test_the_outcome_of_a_set_is_its_own_wherever_else_the_word_stands(desk: Desk, extra: dict[str, object]) -> None:
    (short,) = make_record().sets[1:]
    odd = replace(short, extra={"retry": extra})
    desk.put(History((make_record(day=TODAY, sets=(odd,), active_seconds=7.0),)))
    assert desk.quick() in (None, desk.whole()[1])
    assert desk.whole()[1] == "0/2 this week · start any day"


def test_the_figures(desk: Desk) -> None:
    history = trained(8, 10, 3, context=Context.CROSS_TRAINING)
    desk.put(History(history.sessions, days=(DayMark(TODAY, DayKind.RUN, hard=True),)))
    quick = desk.quick("--json")
    assert quick is not None
    assert desk.whole("--json") == (0, quick, "")
    assert json.loads(quick) == {
        "today": "2026-11-22",
        "kind": "run",
        "trained_today": False,
        "due": True,
        "done": 1,
        "target": 2,
        "risk": "tight",
        "days_left": 1,
        "rest_week": False,
        "streak": 1,
        "best": 1,
        "consistency": 1.0,
        "last": "2026-11-19",
        "block": None,
    }


def a_block(back: int, number: int = 0, **changes: object) -> BlockRecord:
    """A block of two sessions a week that began so many days back."""
    return replace(BlockRecord(make_record(number).id, day(back), 2), **changes)  # type: ignore[arg-type]


def test_a_block_is_named_in_the_line_and_in_the_figures(desk: Desk) -> None:
    history = replace(trained(20, 18, 10, 8, 3), blocks=(a_block(20),))
    assert desk.put(history).line() == "1/2 this week · streak 2 · due today · block 3/8 · 5 of 6"
    quick = desk.quick("--json")
    assert quick is not None
    assert desk.whole("--json") == (0, quick, "")
    assert json.loads(quick)["block"] == {
        "week": 3,
        "done": 5,
        "planned_so_far": 6,
        "planned": 16,
        "on_plan": True,
        "end": "2026-12-27",
        "over": False,
    }


def test_a_block_that_is_over_is_named_until_it_is_answered(desk: Desk) -> None:
    over = replace(trained(70, 0), blocks=(a_block(70),))
    assert desk.put(over).line().endswith(" · block done · 1 of 16")
    answered = replace(over, blocks=(a_block(70, answered=day(1), answer=AfterBlock.KEEP),))
    assert "block" not in desk.put(answered).line()


def test_a_pause_after_a_block_is_rest(desk: Desk) -> None:
    paused = a_block(70, answered=day(8), answer=AfterBlock.PAUSE)
    desk.put(replace(trained(17, 15, 10), blocks=(paused,)))
    assert desk.line() == "0/2 this week · streak 1 · rest"
    assert json.loads(desk.quick("--json") or "")["rest_week"] is True


def test_a_digest_of_an_older_program_knows_no_blocks_and_is_not_believed(desk: Desk) -> None:
    digest = desk.put(WHOLE).folder / "history.digest"
    _, _, body = digest.read_bytes().partition(b"\n")
    older = b"\n".join(line for line in body.split(b"\n") if not line.startswith((b"blocks", b"pauses")))
    assert len(older) < len(body)
    digest.write_bytes(b"%d\n%b" % (zlib.crc32(older), older))
    assert desk.quick() is None
    usual = desk.whole()[1]
    assert desk.quick() == usual, "it was written again"


@pytest.mark.parametrize("off", [(6, 5, 4, 2), (0,)])
def test_nothing_is_due_in_a_rest_week_or_on_a_day_off(desk: Desk, off: tuple[int, ...]) -> None:
    marks = tuple(DayMark(day(back), DayKind.SICK) for back in off)
    desk.put(History(trained(8, 10, 3).sessions, days=marks))
    assert desk.line() == "1/2 this week · streak 1 · rest"
    assert '"due": false' in (desk.quick("--json") or "")


@pytest.mark.parametrize(
    ("cut_off", "hour", "today"),
    [("03:00", "01:30", "2026-11-22"), ("03:00", "03:00", "2026-11-23"), ("01:00", "01:30", "2026-11-23")],
)
def test_the_cut_off_says_what_today_is(desk: Desk, cut_off: str, hour: str, today: str) -> None:
    now = dt.datetime.fromisoformat(f"2026-11-23T{hour}+01:00")
    quick = desk.put(trained(0), f'cut_off = "{cut_off}"').quick("--json", now=now)
    assert quick is not None
    assert json.loads(quick)["today"] == today
    assert desk.whole("--json", now=now) == (0, quick, "")
    assert desk.line(now).endswith("done today") is (today == "2026-11-22")


def test_a_week_that_begins_on_sunday(desk: Desk) -> None:
    assert desk.put(trained(1, 3)).line().startswith("2/2 this week")
    assert desk.put(trained(1, 3), 'week_start = "sunday"').line().startswith("0/2 this week")


def test_another_time_zone_moves_no_day(desk: Desk) -> None:
    history = trained(0, started_at=SUNDAY.astimezone(dt.timezone(dt.timedelta(hours=-11))))
    assert desk.put(history).line() == "1/2 this week · done today"


# Both ways the same

BLOCKS = st.lists(
    st.builds(
        lambda back, target, ended, answer: a_block(
            back,
            target=target,
            ended=ended and day(back - ended),
            answer=answer,
            answered=answer and day(back - 60 - len(answer)),
        ),
        st.integers(-3, 160),
        st.integers(1, MOST_TARGET),
        st.sampled_from([None, None, 20, 56]),
        st.sampled_from([None, None, *AfterBlock]),
    ),
    max_size=3,
).map(lambda blocks: tuple(replace(block, id=make_record(at).id) for at, block in enumerate(blocks, 2000)))
HISTORIES = st.builds(
    lambda back, marks, targets, start, blocks: History(
        tuple(
            make_record(number, day=day(days), context=context, note=note, extra=extra, **done)
            for number, (days, context, note, extra, done) in enumerate(back)
        ),
        (make_tomb(1000),),
        tuple(DayMark(day(days), kind) for days, kind in sorted(marks.items(), reverse=True)),
        tuple(
            Target(dt.date.fromordinal(week_of(day(7 * weeks).toordinal(), start)), sessions)
            for weeks, sessions in sorted(targets.items(), reverse=True)
        ),
        blocks=blocks,
    ),
    st.lists(
        st.tuples(
            st.integers(-3, 40) | st.integers(-3, 400),
            st.sampled_from(Context),
            st.sampled_from(["", 'said "}]}"', '"days": [{"', '\\", "sets": [{"exercise": ', "ü 脚"]),
            st.sampled_from([{}, {}, {"shoes": [{"worn": [{}]}]}]),
            st.sampled_from([{}, {}, *(left_at_once(seconds) for seconds in (0.0, 7.0, 119.999, 120.0))]),
        ),
        max_size=30,
    ),
    st.dictionaries(st.integers(-7, 40), st.sampled_from([None, *DayKind]), max_size=20),
    st.dictionaries(st.integers(-1, 10), st.integers(1, MOST_TARGET), max_size=3),
    st.sampled_from([0, 6]),
    BLOCKS,
)
CONFIGS = st.lists(
    st.sampled_from(
        ["target = 1", "target = 3", 'week_start = "sunday"', 'cut_off = "00:00"', "streaks = false", 'sound = "off"']
    ),
    unique_by=lambda line: line.split()[0],
).map("\n".join)


@given(HISTORIES, CONFIGS, st.integers(0, 47), st.sampled_from([None, 1, "\t"]))
def test_the_quick_answer_is_that_of_the_whole_program(
    history: History, config: str, hours: int, indent: int | str | None
) -> None:
    now = SUNDAY.replace(hour=0) + dt.timedelta(hours=hours)
    with some_desk() as desk:
        ours = to_bytes(history)
        for data in (ours, json.dumps(json.loads(ours), indent=indent).encode()):
            desk.put(data, config)
            for more in ([], ["--json"]):
                quick = desk.quick(*more, now=now)
                assert quick is not None
                assert desk.whole(*more, now=now) == (0, quick, "")


@given(HISTORIES)
def test_what_is_due_is_the_same_in_the_line_and_in_the_figures(history: History) -> None:
    with some_desk() as desk:
        line, figures = desk.put(history).quick(), desk.quick("--json")
    assert line is not None
    assert figures is not None
    assert json.loads(figures)["due"] is ("due today" in line)


# What is odd

WHOLE = History(
    tuple(make_record(number, day=day(days), note="ü") for number, days in enumerate((0, 3, 8, 10, 11))),
    (make_tomb(1000),),
    (DayMark(day(1), DayKind.REST), DayMark(day(2), None)),
    (Target(day(13), 2),),
)


@examples(100)
@given(st.data())
def test_a_changed_history_is_left_to_the_whole_program(data: st.DataObject) -> None:
    whole = to_bytes(WHOLE)
    begin = data.draw(st.integers(0, len(whole) - 1))
    length = data.draw(st.sampled_from([1, 2, 40, 500, len(whole)]))
    new = data.draw(st.sampled_from([b"", b"\0" * length, b'"', b"}", b"]", b"x", b"\xff", whole[:length], b"}]}"]))
    changed = whole[:begin] + new + whole[begin + length :]
    with some_desk() as desk:
        desk.put(WHOLE).write(changed)
        assert (desk.quick() is None) is (changed != whole)


@examples(300)
@given(st.sampled_from(["history.digest", "settings.digest"]), st.data())
def test_a_damaged_digest_is_never_believed(name: str, data: st.DataObject) -> None:
    with some_desk() as desk:
        sound = desk.put(WHOLE, "target = 3").quick("--json")
        digest = (desk.folder / name).read_bytes()
        begin = data.draw(st.integers(0, len(digest) - 1))
        length = data.draw(st.sampled_from([1, 2, 40, len(digest)]))
        new = data.draw(st.sampled_from([b"", b"\0" * length, b"\n", b"1", b"-", b"\xff", digest[:length]]))
        (desk.folder / name).write_bytes(digest[:begin] + new + digest[begin + length :])
        assert desk.quick("--json") in (None, sound)
        assert sound == desk.whole("--json")[1]


def test_a_digest_of_another_format_or_another_file_is_not_believed(desk: Desk) -> None:
    digest = desk.put(WHOLE).folder / "history.digest"
    ours, theirs = digest.read_bytes(), (desk.folder / "settings.digest").read_bytes()
    for other in (ours.replace(b"ankle-tui/digest 1", b"ankle-tui/digest 2"), theirs):
        _, _, body = other.partition(b"\n")
        digest.write_bytes(b"%d\n%b" % (zlib.crc32(body), body))
        assert desk.quick() is None
    digest.write_bytes(ours)
    assert desk.quick() is not None


@pytest.mark.parametrize("name", ["history.digest", "settings.digest"])
def test_a_missing_digest_costs_nothing_and_is_written_again(desk: Desk, name: str) -> None:
    usual = desk.put(WHOLE, "target = 3").line()
    (desk.folder / name).unlink()
    assert desk.quick() is None
    assert desk.whole() == (0, usual, "")
    assert desk.quick() == usual


def test_each_save_writes_the_digest(desk: Desk) -> None:
    file = HistoryFile(desk.history)
    file.keep(make_record(1, day=day(0)))
    assert desk.line() == "1/2 this week · done today"
    file.keep(make_record(2, day=day(2)))
    assert desk.line() == "2/2 this week · streak 1 · done today"
    (desk.folder / "history.digest").unlink()
    file.keep(make_record(2, day=day(2)))  # nothing new, so the history itself is left alone
    assert desk.line() == "2/2 this week · streak 1 · done today"
    file.restore(next(backup for backup in file.backups.newest_first() if backup.history))
    assert desk.line() == "1/2 this week · done today"


def test_what_other_programs_do_to_the_history_counts_at_once(desk: Desk) -> None:
    desk.put(trained(0)).write(trained(0, 2))
    assert desk.quick() is None
    assert desk.whole()[1] == desk.line() == "2/2 this week · streak 1 · done today"
    desk.history.unlink()
    assert desk.line() == "0/2 this week · start any day"


def test_changed_settings_count_at_once(desk: Desk) -> None:
    desk.put(trained(0), "target = 3").write(trained(0), "target = 1")
    assert desk.quick() is None
    assert desk.whole()[1] == desk.line() == "1/1 this week · streak 1 · done today"
    (desk.folder / "config.toml").unlink()
    assert desk.line() == "1/2 this week · done today"


@pytest.mark.skipif(os.name != "posix", reason="POSIX pipes and links")
@pytest.mark.parametrize(
    "make", [make_pipe, make_large, lambda path: path.mkdir(), lambda path: path.symlink_to("away")]
)
def test_what_stands_in_the_place_of_a_digest_is_neither_believed_nor_followed(
    desk: Desk, make: Callable[[Path], object]
) -> None:
    usual, digest = desk.put(WHOLE).line(), desk.folder / "history.digest"
    digest.rename(desk.folder / "away")
    ours = (desk.folder / "away").read_bytes()
    make(digest)
    in_time(desk.quick)
    assert desk.quick() is None
    HistoryFile(desk.history).add(History((make_record(99, day=day(20)),)))
    assert (desk.folder / "away").read_bytes() == ours
    assert desk.whole() == (0, usual, "")
    assert digest.is_dir() or desk.quick() == usual


@pytest.mark.skipif(os.name != "posix", reason="POSIX modes")
def test_a_folder_that_cannot_be_written_has_no_digest_and_the_same_answer(desk: Desk) -> None:
    usual = desk.put(WHOLE).line()
    (desk.folder / "history.digest").unlink()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", refuse_to_write(os.open))
        assert desk.whole() == (0, usual, "")
    assert desk.quick() is None


def refuse_to_write(real: Callable[..., int]) -> Callable[..., int]:
    def opened(path: str, flags: int, *args: int, **more: int) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return real(path, flags, *args, **more)

    return opened


UNREADABLE = "history unreadable: ankle-tui doctor"


@pytest.mark.parametrize(
    "data",
    [
        to_bytes(WHOLE)[:-300],
        to_bytes(WHOLE).replace(b'"version": 1', b'"version": 2'),
        b"x",
        b"",
        b'{"format": "somebody/else"}',
    ],
    ids=["damaged", "newer", "nothing of ours", "empty", "somebody else's"],
)
def test_of_a_history_that_cannot_be_read_no_figure_is_told(desk: Desk, data: bytes) -> None:
    desk.put(data, "target = 3")
    assert desk.quick() is desk.quick("--json") is None
    code, line, problem = desk.whole()
    assert (code, line) == (USAGE, UNREADABLE)
    assert problem.startswith(f"ankle-tui: {desk.history}: ")
    assert len(problem.splitlines()) == 1
    code, line, again = desk.whole("--json")
    assert (code, again) == (USAGE, problem)
    figures = json.loads(line)
    assert {key: value for key, value in figures.items() if value is not None} == {
        "today": "2026-11-22",
        "days_left": 1,
    }
    assert figures.keys() == json.loads(desk.put(WHOLE).quick("--json") or "").keys()


def test_nor_by_the_other_commands(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.put(to_bytes(WHOLE)[:-300])
    for command in ("week", "stats"):
        assert cli.main([*desk.words[:-1], command]) == USAGE
        out = capsys.readouterr().out
        assert UNREADABLE in out.splitlines()
        assert not [words for words in ("this week", "streak", "consistency") if words in out.lower()]
    assert cli.main([*desk.words[:-1], "stats", "--json"]) == USAGE
    figures = json.loads(capsys.readouterr().out)
    assert figures["sessions"] == len(WHOLE.sessions) - 1  # what is left, which is printed all the same
    assert figures["streak"] is figures["best"] is figures["consistency"] is None


def test_a_repair_is_still_what_helps(desk: Desk) -> None:
    _, _, problem = desk.put(to_bytes(WHOLE)[:-300]).whole()
    assert problem.endswith(f"{REPAIRED_AT_START}\n")


@pytest.mark.parametrize(
    "config",
    [
        *("target = 4", "target = true", "target = ", 'week_start = "friday"', "streaks = 1", "streeks = true"),
        *('cut_off = "3:00"', 'cut_off = "13:00"', 'cut_off = "T0300"', "cut_off = 03:00:00", 'cut_off = "24:00"'),
    ],
)
def test_a_slip_in_the_settings_is_left_to_the_whole_program(desk: Desk, config: str) -> None:
    usual = desk.put(WHOLE).line()
    assert desk.put(WHOLE, config).quick() is None
    code, line, problem = desk.whole()
    assert (code, line) == (0, usual)
    assert problem.startswith(f"ankle-tui: {desk.folder / 'config.toml'}: ")
    assert len(problem.splitlines()) == 1


def test_settings_with_a_byte_order_mark(desk: Desk) -> None:
    assert desk.put(WHOLE, "\ufefftarget = 3").quick() is not None
    assert desk.whole()[0] == 0


@pytest.mark.skipif(os.name != "posix", reason="POSIX pipes and links")
def test_what_is_no_file_is_left_to_the_whole_program(desk: Desk) -> None:
    os.mkfifo(desk.history)
    assert desk.quick() is None
    desk.history.unlink()
    desk.history.mkdir()
    assert desk.quick() is None
    desk.history.rmdir()
    desk.history.symlink_to("nowhere.json")
    assert desk.line() == "0/2 this week · start any day"


@pytest.mark.skipif(os.name != "posix", reason="POSIX pipes and links")
@pytest.mark.parametrize("make", [make_pipe, lambda path: path.symlink_to("/dev/zero"), make_large])
@pytest.mark.parametrize("name", ["history.json", "config.toml"])
def test_nothing_that_is_no_file_of_sane_size_is_read(desk: Desk, name: str, make: Callable[[Path], object]) -> None:
    desk.put(WHOLE)
    (desk.folder / name).unlink()
    make(desk.folder / name)
    said: list[object] = []
    in_time(lambda: said.append(desk.quick()))
    if (name, make) != ("history.json", make_large):  # the whole program looks what can be saved of it, from end to end
        in_time(lambda: said.append(desk.whole()[0]))
    assert said[0] is None
    assert set(said[1:]) <= {USAGE if name == "history.json" else 0}, "a slip in the settings costs the settings alone"


@pytest.mark.parametrize(
    "words",
    [
        *("", "start", "history --json", "status --help", "status --jason", "status x", "--version status"),
        *("--data-dir status", "--data-dir= status", "--data-dir ~/x status", "--config-dir ~ status"),
        "--data-dir -x status",
    ],
)
def test_any_other_command_is_left_to_the_whole_program(words: str) -> None:
    assert status.quick_answer(words.split(" "), {"HOME": "/"}) is None


# What it keeps by itself


def test_what_is_known_here_is_what_the_program_knows() -> None:
    assert week_numbers(Settings()) == status._STANDARD
    assert day_numbers(History()).items() >= NO_DAYS.items()


@given(st.dates())
def test_the_ordinal_of_a_date(date: dt.date) -> None:
    assert ordinal(date.year, date.month, date.day) == date.toordinal()


@given(st.dates(dt.date(1970, 1, 1), dt.date(2999, 12, 31)))
def test_the_date_of_an_ordinal(date: dt.date) -> None:
    assert status._date_words(date.toordinal()) == date.isoformat()


@LINUX
@pytest.mark.parametrize(
    "environ",
    [
        {"HOME": "/home/ada"},
        {"HOME": "/home/ada", "XDG_DATA_HOME": "/data", "XDG_CONFIG_HOME": "/config"},
        {"HOME": "/home/ada", "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": "/config/"},
        {"HOME": "/home/ada", "XDG_DATA_HOME": "data"},
        {"HOME": "/home/ada", "XDG_DATA_HOME": " "},
        {"HOME": "/home/ada", "ANKLE_TUI_DATA_DIR": "/d", "ANKLE_TUI_CONFIG_DIR": "c"},
        {"HOME": "/home/ada", "ANKLE_TUI_DATA_DIR": "", "ANKLE_TUI_CONFIG_DIR": "~/c"},
    ],
    ids=str,
)
def test_the_folders_are_those_of_the_whole_program(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        monkeypatch.delenv(name)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    folders = find_folders(None, None)
    try:
        data, config, _ = status.asked(["status"], os.environ)
    except status.Odd:
        assert not all(value.startswith("/") for value in environ.values())
    else:
        assert (Path(data).absolute(), Path(config).absolute()) == (folders.history, folders.settings)


# The program


@pytest.mark.parametrize(("more", "allowed"), [([], set()), (["--json"], {"json", "re"})])
@pytest.mark.parametrize("blocks", [(), (a_block(20),)], ids=["no block", "a block"])
def test_the_quick_answer_loads_next_to_nothing(
    tmp_path: Path, more: list[str], allowed: set[str], blocks: tuple[BlockRecord, ...]
) -> None:
    words = [*Desk(tmp_path).put(replace(WHOLE, blocks=blocks), "target = 3").words, *more]
    code = "from ankle_tui.__main__ import main\nsys.argv[1:] = sys.argv[2:]\nmain(leave=int)"
    names, out = loaded(code, words, tmp_path)
    assert out == f"{Desk(tmp_path).whole(*more, now=dt.datetime.now())[1]}\n"
    ours = {name for name in names if top_level([name]) == {"ankle_tui"}}
    loads = {"__main__", "commands", "commands.status", "core", "core.weeks", "core.weeks.streaks", "safe_read"}
    loads |= {"store", "store.history", "store.history.digest"}
    loads |= {"core.block", "core.block.block_weeks"} if blocks else set()
    assert ours == {"ankle_tui"} | {f"ankle_tui.{name}" for name in loads}
    assert not top_level(names) & (SLOW - allowed)


def run(*words: str, output: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own."""
    command = [sys.executable, "-m", "ankle_tui", *words]
    command = ["sh", "-c", f'exec "$@" > {output}', "sh", *command] if output else command
    environment = {**os.environ, "PYTHONPATH": str(Path(ankle_tui.__file__).parent.parent), **environ}
    return subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", errors="replace", timeout=60, check=False
    )


def test_the_program_itself(desk: Desk) -> None:
    done = run(*desk.words)
    assert (done.returncode, done.stdout, done.stderr) == (0, "0/2 this week · start any day\n", "")
    done = run(*desk.put(b"x").words)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, f"{UNREADABLE}\n", 1)
    done = run("status", ANKLE_TUI_DATA_DIR=str(desk.folder / "none"), ANKLE_TUI_CONFIG_DIR=str(desk.folder))
    assert (done.returncode, done.stdout) == (0, "0/2 this week · start any day\n")
    done = run(*desk.put(WHOLE).words, PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "this week ? " in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_told(desk: Desk) -> None:
    done = run(*desk.put(WHOLE).words, output="/dev/full")
    assert done.returncode == USAGE
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("ankle-tui: ")


def test_other_commands_are_handed_on(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["ankle-tui", "--version"])
    before = signal.getsignal(signal.SIGINT)
    try:
        with pytest.raises(SystemExit) as end:
            program.main()
    finally:
        signal.signal(signal.SIGINT, before)
    assert end.value.code == 0
    assert capsys.readouterr().out == f"ankle-tui {ankle_tui.__version__}\n"
