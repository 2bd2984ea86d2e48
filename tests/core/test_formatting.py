"""What a session is called in words: singular and plural, short enough for a narrow screen."""

import datetime as dt

import pytest

from ankle_tui.core import formatting
from ankle_tui.core.exercises.exercise import Choice, Dose, Kind, Level, Side, Unit
from ankle_tui.core.history.records import Outcome, SetRecord
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.plan import PhaseKind, build_plan
from ankle_tui.core.session.snapshot import Command
from ankle_tui.core.session.wording import coming_words, counting_words, set_words, work_words
from ankle_tui.ui.session import headline
from tests.builders import STARTED, Runner, beginner_plan, make_choice, shipped, short_plan, snapshot_at

NARROW = 40


def everything_shipped() -> list[Choice]:
    return [Choice(e, v, dose) for e in shipped() for v in e.variations for dose in v.doses]


def set_record(done: float, target: float, unit: Unit) -> SetRecord:
    return SetRecord("a", "b", 1, None, None, unit, target, done, Outcome.DONE if done >= target else Outcome.SHORT)


@pytest.mark.parametrize(
    ("amount", "unit", "text"),
    [
        (30, Unit.SECONDS, "30 s"),
        (30.0, Unit.SECONDS, "30 s"),
        (1.0, Unit.SECONDS, "1 s"),
        (0, Unit.SECONDS, "0 s"),
        (12.34, Unit.SECONDS, "12.3 s"),
        (29.96, Unit.SECONDS, "29.9 s"),
        (29.999, Unit.SECONDS, "29.9 s"),
        (2.3, Unit.SECONDS, "2.3 s"),
        (0.7, Unit.SECONDS, "0.7 s"),
        (100, Unit.SECONDS, "100 s"),
        (12, Unit.REPS, "12 reps"),
        (1, Unit.REPS, "1 rep"),
        (0, Unit.REPS, "0 reps"),
        (10, Unit.STEPS, "10 steps"),
        (1, Unit.STEPS, "1 step"),
    ],
)
def test_an_amount(amount: float, unit: Unit, text: str) -> None:
    assert formatting.amount_words(amount, unit) == text


def test_tenths_are_shown_as_they_are() -> None:
    for tenths in range(3001):
        shown = f"{tenths // 10}.{tenths % 10}" if tenths % 10 else f"{tenths // 10}"
        assert formatting.amount_words(tenths / 10, Unit.SECONDS) == f"{shown} s"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00"), (0.2, "0:01"), (59.0000001, "0:59"), (59.5, "1:00"), (185, "3:05"), (3600, "60:00")],
)
def test_the_clock(seconds: float, text: str) -> None:
    assert formatting.clock_words(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "1 min"), (89, "1 min"), (91, "2 min"), (150, "3 min"), (660, "11 min")]
)
def test_about_how_long(seconds: float, text: str) -> None:
    assert formatting.minutes_words(seconds) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (dt.date(2026, 11, 22), "Sunday 22 November"),
        (dt.date(2027, 2, 1), "Monday 1 February"),
        (dt.date(2028, 2, 29), "Tuesday 29 February"),
    ],
)
def test_a_day(day: dt.date, text: str) -> None:
    assert formatting.day_words(day) == text


def test_a_side() -> None:
    assert (formatting.side_words(Side.LEFT), formatting.side_words(None)) == ("LEFT LEG", "")


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        (make_choice(Kind.HOLD, 30, sets=2, per_side=True), "2 × 30 s/leg"),
        (make_choice(Kind.REPS, 12, sets=3), "3 × 12 reps"),
        (make_choice(Kind.REPS, 1), "1 × 1 rep"),
        (make_choice(Kind.STEPS, 10, sets=2, parts=("heels", "toes")), "2 × 10 steps each"),
        (make_choice(Kind.REPS, 10, per_side=True, parts=("in", "out")), "1 × 10 reps each/leg"),
    ],
)
def test_a_dose(choice: Choice, text: str) -> None:
    assert formatting.dose_words(choice.variation, choice.dose) == text


def test_a_ladder() -> None:
    calf, hops = shipped().get("calf-raise"), shipped().get("lateral-hops")
    assert formatting.ladder_words(calf.variation("both-legs")) == "2 × 12 → 3 × 12 → 3 × 15 reps"
    assert formatting.ladder_words(hops.variation("one-leg")) == "2 × 10 → 2 × 20 → 2 × 30 s/leg"


def test_a_set_names_its_part_and_its_leg() -> None:
    both = build_plan([make_choice(Kind.REPS, 10, per_side=True, parts=("in",))]).sets[0]
    neither = build_plan([make_choice(Kind.REPS, 10)]).sets[0]
    assert (work_words(both), work_words(neither)) == ("IN · LEFT LEG", "")


def test_the_coming_set_in_one_line() -> None:
    plan = beginner_plan()
    assert coming_words(plan.sets[1]) == "RIGHT LEG · 30 s · set 1 of 2"
    assert coming_words(plan.sets[4], new_exercise=True) == "Calf raise · 12 reps · set 1 of 3"


def test_which_set_it_is() -> None:
    assert set_words(beginner_plan().sets[5]) == "set 2 of 3"


def test_who_counts() -> None:
    assert [counting_words(counting) for counting in Counting] == ["paced", "by hand"]


def headlines(runner: Runner, seconds: float, step: float = 0.25) -> list[str]:
    """Every headline as it changes."""
    seen: list[str] = []
    for _ in range(round(seconds / step)):
        shown = headline.headline(runner.snapshot)
        seen += [shown] if seen[-1:] != [shown] else []
        runner.wait(step)
    return seen


def test_the_headline_of_every_phase() -> None:
    runner = Runner(short_plan()).start()
    assert headlines(runner, 48) == ["GET READY", "HOLD", "CHANGE SIDES", "GET READY", "HOLD"]
    runner.work(2)
    assert headlines(runner, 3) == ["UP", "HOLD", "DOWN", "UP", "HOLD", "DOWN"]
    runner.work(4)
    assert headlines(runner, 4) == ["STEPS", "REST"]
    runner.work(6)
    assert headlines(runner, 7) == ["GO", "DONE"]


def test_the_headline_of_reps_by_hand() -> None:
    runner = Runner(short_plan(), Counting.BY_HAND).start().work(2)
    assert headlines(runner, 3) == ["REPS"]


def test_the_headline_of_a_band_is_its_own_words() -> None:
    runner = Runner(build_plan([Choice.start(shipped().get("band-ankle"), Level.BEGINNER)])).start().work(0)
    assert headlines(runner, 5) == ["PULL", "HOLD", "RETURN"]


def test_the_headline_of_a_pause() -> None:
    runner = Runner(short_plan()).start()
    runner.do(Command.PAUSE)
    assert headline.headline(runner.snapshot) == "PAUSED"


def test_before_a_set_the_cue_says_how_to_stand() -> None:
    runner = Runner(short_plan()).start()
    assert headline.form_cue(snapshot_at(runner.session, 0.0)) == "Stand tall"
    runner.wait_for(PhaseKind.GET_READY, 4)
    assert headline.form_cue(runner.snapshot) == "Stand tall"
    runner.wait(4)
    assert headline.form_cue(runner.snapshot) == "Do heels"


def test_between_the_parts_of_a_set_the_cue_says_what_to_do_next() -> None:
    catalogue = shipped()
    runner = Runner(build_plan([Choice.start(catalogue.get("heel-toe-walk"), Level.BEGINNER)])).start()
    runner.wait_for(PhaseKind.REST, 1)
    assert headline.form_cue(runner.snapshot) == "On your toes, tall"


def test_during_a_set_one_cue_follows_the_other() -> None:
    runner = Runner(short_plan()).start().work(0)
    cues = [headline.form_cue(runner.snapshot)]
    for _ in range(23):
        runner.wait(1)
        cues.append(headline.form_cue(runner.snapshot))
    assert cues == ["Slowly"] * 12 + ["Breathe"] * 12


def test_the_cue_of_a_part_comes_first_and_the_last_cue_stays() -> None:
    runner = Runner(short_plan()).start().work(4)
    assert headline.form_cue(runner.snapshot) == "Do heels"
    runner.do(Command.FINISH)
    assert headline.form_cue(runner.snapshot) == "Breathe"


def test_the_number_to_show() -> None:
    runner = Runner(build_plan([make_choice(Kind.HOLD, 100), make_choice(Kind.REPS, 2)])).start().work(0)
    shown = [headline.now_words(runner.snapshot)]
    runner.wait(1)
    shown.append(headline.now_words(runner.snapshot))
    runner.work(1)
    runner.wait(1.5)
    shown.append(headline.now_words(runner.snapshot))
    assert shown == ["1:40", "99", "1"]


@pytest.mark.parametrize(
    "choice", everything_shipped(), ids=lambda c: f"{c.exercise.id}-{c.variation.id}-{c.dose.amount}"
)
def test_the_pieces_fit_a_narrow_screen(choice: Choice) -> None:
    assert len(formatting.dose_words(choice.variation, choice.dose)) <= NARROW
    for work in build_plan([choice]).sets:
        assert len(work_words(work)) <= NARROW
        amount = formatting.amount_words(work.target, work.kind.unit)
        assert len(f"{amount} · {set_words(work)}") <= NARROW


def test_the_longest_day_fits_a_narrow_screen() -> None:
    days = [dt.date(2026, 1, 1) + dt.timedelta(days=number) for number in range(365)]
    assert max(len(formatting.day_words(day)) for day in days) <= NARROW


def test_a_dose_of_the_runners_own_reads_like_any_other() -> None:
    choice = make_choice(Kind.REPS, 12)
    assert formatting.dose_words(choice.variation, Dose(2, 9)) == "2 × 9 reps"


@pytest.mark.parametrize(
    ("day", "said"),
    [(22, "today 18:04"), (21, "yesterday 18:04"), (20, "2026-11-20 18:04"), (23, "2026-11-23 18:04")],
)
def test_a_moment_is_named_as_seen_from_today(day: int, said: str) -> None:
    assert formatting.moment_words(STARTED.replace(day=day), STARTED.date()) == said
