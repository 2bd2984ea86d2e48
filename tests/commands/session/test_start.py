"""A start in lines: what its options and the settings make of it, and how it ends."""

import datetime as dt
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ankle_tui.core.exercises.exercise import Context, Level, Side
from ankle_tui.core.session.plan import Plan
from ankle_tui.core.training.fitting import seconds_for
from ankle_tui.core.training.suggestion import hops_words
from ankle_tui.plain import runner
from ankle_tui.services.exit_codes import INTERRUPTED
from ankle_tui.services.hooks.hooks import Hooks
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.sessions.save_queue import SaveQueue
from ankle_tui.store.settings.settings import Settings, SoundChoice
from tests.commands.command_line import IDS, Captured, Main, complaint, exercises_of
from tests.store.history.records import make_record


def test_the_session_that_is_suggested(main: Main, led: Captured, history: HistoryFile) -> None:
    assert main("start", "--plain") == 0
    assert exercises_of(led.plan) == ["single-leg-balance", "calf-raise"]
    assert (led.plan.level, led.plan.context, led.plan.sets[0].side) == (Level.BEGINNER, Context.OTHER, Side.LEFT)
    assert (led.settings, led.speed, led.stdin) == (Settings(), 1.0, sys.stdin)
    assert led.save_queue is not None
    led.save_queue.save(make_record())
    led.save_queue.close()
    assert history.load().sessions == (make_record(),)


def test_a_hook_that_fails_is_one_line_aside(
    main: Main,
    history: HistoryFile,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "config.toml").write_text('[hooks]\nfinished = ["no-such-program-at-all"]', encoding="utf-8")

    def lead(_: Plan, *, hooks: Hooks, save_queue: SaveQueue, **__: object) -> int:
        hooks.follow(make_record().id)
        save_queue.save(make_record())
        save_queue.close()
        hooks.close(30)
        return 0

    monkeypatch.setattr(runner, "lead", lead)
    assert main("start", "--plain") == 0
    assert history.load().sessions == (make_record(),)
    assert capsys.readouterr().err.splitlines() == [
        "Hook finished: no-such-program-at-all cannot be started: No such file or directory."
    ]


def test_a_session_dated_after_today_says_nothing_of_the_next_one(
    main: Main, led: Captured, history: HistoryFile
) -> None:
    today, to_come = make_record(1), make_record(2, day=dt.date(2026, 11, 23), level=Level.EXPERIENCED)
    history.keep(today)
    history.keep(replace(to_come, started_at=today.started_at + dt.timedelta(days=1)))
    assert main("start", "--plain") == 0
    assert led.plan.level is Level.BEGINNER
    assert led.past == (today,)


def test_every_option_of_start(main: Main, led: Captured) -> None:
    options = ["--exercises", "calf-raise, lateral-hops", "--level", "experienced", "--context", "cross-training"]
    assert main("start", "--plain", "--demo", "40", *options) == 0
    assert exercises_of(led.plan) == ["calf-raise", "lateral-hops"]
    assert led.plan.sets[0].variation == "one-leg"
    assert (led.plan.level, led.plan.context) == (Level.EXPERIENCED, Context.CROSS_TRAINING)
    assert (led.save_queue, led.speed) == (None, 40.0)


def test_minutes(main: Main, led: Captured, capsys: pytest.CaptureFixture[str]) -> None:
    assert main("start", "--plain", "--minutes", "3") == 0
    assert led.plan.seconds <= seconds_for(3)
    assert exercises_of(led.plan)[0] == "single-leg-balance"
    assert "cut to fit 3 min" in capsys.readouterr().out
    assert main("start", "--plain", "--minutes", "1", "--exercises", "calf-raise") == 0
    assert len({work.number for work in led.plan.sets}) == 1
    assert "Even the shortest session takes longer than 1 min." in capsys.readouterr().out
    assert main("start", "--plain", "--minutes", "8", "--exercises", "calf-raise,heel-toe-walk,lateral-hops") == 0
    assert led.plan.seconds <= 8 * 60


def test_pain_is_answered_also_where_the_exercises_are_named(
    main: Main, led: Captured, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main("start", "--plain", "--feel", "pain", "--exercises", "lateral-hops") == 0
    out = capsys.readouterr().out
    assert "leave out what hurts" in out
    assert "When to see somebody: ankle-tui about stop." in out
    assert hops_words("pain today") in out
    assert exercises_of(led.plan) == ["lateral-hops"]
    assert main("start", "--plain", "--exercises", "hops") == 0
    assert "leave the hops" not in capsys.readouterr().out


def test_an_exercise_goes_by_its_short_name_too(main: Main, led: Captured) -> None:
    assert main("start", "--plain", "--exercises", "calves, walks, Foam Roll, circles") == 0
    assert exercises_of(led.plan) == ["calf-raise", "heel-toe-walk", "calf-roll", "ankle-circles"]


def test_settings_decide_where_no_option_does(main: Main, led: Captured, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        'level = "experienced"\nfirst_side = "right"\nsound = "off"', encoding="utf-8"
    )
    main("start", "--plain")
    assert (led.plan.level, led.plan.sets[0].side) == (Level.EXPERIENCED, Side.RIGHT)
    assert led.settings.sound is SoundChoice.OFF
    main("start", "--plain", "--level", "beginner")
    assert led.plan.level is Level.BEGINNER


def test_the_level_of_the_last_session(main: Main, led: Captured, history: HistoryFile) -> None:
    history.keep(make_record(level=Level.EXPERIENCED))
    main("start", "--plain")
    assert led.plan.level is Level.EXPERIENCED


@pytest.mark.parametrize("name", IDS)
def test_every_exercise_by_its_id(main: Main, led: Captured, name: str) -> None:
    assert main("start", "--plain", "--exercises", name) == 0
    assert exercises_of(led.plan) == [name]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("balance", "single-leg-balance"),
        ("Calf raise", "calf-raise"),
        ("HOPS", "lateral-hops"),
        ("heel", "heel-toe-walk"),
        ("band", "band-ankle"),
        ("knee", "knee-to-wall"),
    ],
)
def test_a_word_that_means_only_one_exercise_is_enough(main: Main, led: Captured, word: str, meant: str) -> None:
    assert main("start", "--plain", "--exercises", word) == 0
    assert exercises_of(led.plan) == [meant]


@pytest.mark.parametrize(
    ("argv", "line"),
    [
        (["--exercises", "calf-rise"], '--exercises: no exercise is called "calf-rise"; did you mean "calf-raise"?'),
        (["--exercises", "hops,squats"], '--exercises: no exercise is called "squats"'),
        (["--exercises", "calf"], '--exercises: "calf" could be "calf-raise" or "calf-roll"'),
        (["--exercises", " , "], "--exercises: name at least one"),
        (["--exercises", ""], "--exercises: name at least one"),
    ],
)
def test_exercises_we_do_not_have(
    main: Main, capsys: pytest.CaptureFixture[str], led: Captured, argv: list[str], line: str
) -> None:
    assert complaint(main, capsys, "start", "--plain", *argv) == f"ankle-tui: {line}"
    assert not hasattr(led, "plan")


def test_ctrl_c_before_anything_began(main: Main, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(runner, "lead", interrupted)
    assert main("start", "--plain") == INTERRUPTED


@pytest.mark.parametrize("code", [0, 2, 130])
def test_the_exit_code_of_plain_mode(main: Main, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setattr(runner, "lead", lambda *_, **__: code)
    assert main("start", "--plain") == code
