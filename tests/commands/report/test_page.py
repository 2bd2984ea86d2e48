"""The page of the report: sound, alone, readable by ear, and whatever was typed is only ever text."""

import datetime as dt
import random
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.commands.report.page import render
from ankle_tui.commands.report.page_wording import NOTHING
from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Level, Side
from ankle_tui.core.history.records import History, SessionRecord
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.overview.overview import overview
from ankle_tui.core.self_tests.findings import Verdict
from ankle_tui.core.self_tests.people import AgeBand, Sex
from ankle_tui.core.self_tests.protocols import SelfTestId
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Rules
from ankle_tui.store.files.problem import one_line
from tests.builders import shipped
from tests.commands.report.reading import Page, words_in
from tests.core.training.lives import Life
from tests.core.training.runners import Runner
from tests.examples import examples, sampled
from tests.histories import LATEST, NASTY, random_history
from tests.self_tests import measured
from tests.training import BALANCE, CALF, GEAR, MONDAY, OPEN, session, sets_of

HOLD = sets_of(BALANCE, OPEN, 2, 30)


def text_of(
    history: History,
    today: dt.date = LATEST,
    since: dt.date | None = None,
    catalogue: Catalogue | None = None,
    *,
    whole: bool = True,
    age: AgeBand | None = None,
    sex: Sex | None = None,
) -> str:
    found = overview(
        catalogue or shipped(),
        Calendar(history, Rules(), today),
        since=since,
        age=age,
        sex=sex,
        level=Level.BEGINNER,
        equipment=GEAR,
    )
    return render(found, "left ankle", whole=whole)


def page_of(*sessions: SessionRecord, tests: tuple[SelfTestRecord, ...] = (), today: int = 60) -> Page:
    page = Page(text_of(History(sessions, tests=tests), MONDAY + dt.timedelta(days=today)))
    page.check()
    return page


def notes_in(page: Page) -> list[str]:
    (listed,) = (item for item in page.all("dl") if item.get("class") == "notes")
    return ["".join(item.itertext()) for item in listed.iter("dd")]


# What stands on it


@pytest.mark.parametrize(("age", "shown"), [(AgeBand.EIGHTIES, True), (None, False)])
def test_limits_of_published_values_are_told_where_one_is_shown(age: AgeBand | None, shown: bool) -> None:
    tests = tuple(measured(day, SelfTestId.RAISE, 10, 20, conditions={"surface": "wedge"}) for day in (0, 7))
    page = Page(text_of(History(tests=tests), MONDAY + dt.timedelta(days=60), age=age, sex=Sex.FEMALE))
    assert any("one laboratory each" in limit for limit in page.words("li")) is shown


def test_an_empty_history_makes_a_page_without_charts() -> None:
    page = page_of()
    assert (page.all("svg"), page.all("table")) == ([], [])
    assert page.words("h1") == ["Ankle training"]


def test_one_session() -> None:
    page = page_of(session(0, HOLD, pain=2), today=3)
    assert page.table("periods")[2:] == [["16 Nov 2026", "1", "2", "4 min", "2", "0", "0", NOTHING, NOTHING]]
    assert page.table("ladders")[1][0] == "Single-leg balance"
    assert len(page.all("svg")) == 3  # sessions, pain, ladders


def test_sessions_pain_and_touches_week_by_week() -> None:
    page = page_of(session(0, HOLD, pain=3, touches=1), session(3, HOLD, pain=1), session(8, HOLD, touches=3), today=20)
    assert page.table("periods")[2:] == [
        ["16 Nov 2026", "2", "2", "8 min", "3", "0", "0", "1.0", "1.0"],
        ["23 Nov 2026", "1", "2", "4 min", NOTHING, "0", "0", "3.0", "3.0"],
        ["30 Nov 2026", "0", "2", NOTHING, NOTHING, "0", "0", NOTHING, NOTHING],
    ]


def test_a_long_history_is_told_by_months_and_a_longer_one_by_years() -> None:
    assert page_of(session(0, HOLD), today=400).table("periods")[2][0] == "Nov 2026"
    assert page_of(session(0, HOLD), today=4000).table("periods")[2][0] == "2026"


def test_pain_is_told_with_side_and_morning_after() -> None:
    record = replace(session(0, HOLD, sets_of(CALF, "both-legs", 2, 12), pain=5, relieved=4), pain_side=Side.LEFT)
    page = page_of(record, today=9)
    assert page.table("pains")[1] == [
        "16 Nov 2026",
        "5",
        "left",
        NOTHING,
        "Single-leg balance and Calf raise",
        "20 Nov 2026",
    ]


def test_left_and_right_stand_side_by_side() -> None:
    sessions = [session(day, sets_of(CALF, "one-leg", 2, 10, left=10, right=8)) for day in (0, 3)]
    (_, _, (name, *cells)) = page_of(*sessions).table("legs")
    assert name.startswith("Calf raise: one leg")
    assert "20 %" in name
    assert cells == ["10 reps", "8 reps", *[NOTHING] * 4]


def test_one_leg_alone() -> None:
    left = tuple(item for item in HOLD if item.side is Side.LEFT)
    page = page_of(session(0, left, touches=2), tests=(measured(0, left=5), measured(9, left=9), measured(20, left=20)))
    assert page.table("legs")[2][1:3] == ["30 s", NOTHING]
    ((_, *cells, says),) = page.table("compared")[1:]
    assert (cells, says.endswith(Verdict.CHANGED)) == (["left", "9 reps", "20 reps"], True)


def test_an_unknown_exercise_keeps_its_id() -> None:
    page = page_of(session(0, [replace(item, exercise="of-my-own", variation="hard") for item in HOLD]))
    assert page.table("legs")[2][0] == "of-my-own: hard"


def test_a_history_that_could_not_be_read_whole_says_so() -> None:
    found = Page(text_of(History(), whole=False))
    found.check()
    assert len([item for item in found.all("p") if item.get("class") == "warning"]) == 1


# Self-tests


def test_first_and_last_test_are_set_against_each_other_beyond_the_noise() -> None:
    tests = (measured(0, left=30, right=30), measured(5, left=14, right=20), measured(40, left=22, right=24))
    page = page_of(tests=tests)
    (left, right) = page.table("compared")[1:]
    assert left[:4] == ["Heel raise", "left", "14 reps", "22 reps"]
    assert left[4].endswith(Verdict.CHANGED)
    assert right == ["right", "20 reps", "24 reps", Verdict.CHANCE]
    assert page.table("test-1-values")[1:] == [
        ["16 Nov 2026", "30 reps", "30 reps", "practice"],
        ["21 Nov 2026", "14 reps", "20 reps", "yes"],
        ["26 Dec 2026", "22 reps", "24 reps", "yes"],
    ]


def test_practice_alone_is_shown_and_compared_with_nothing() -> None:
    page = page_of(tests=(measured(0, left=30, right=30), measured(5, left=14, right=20)))
    assert len(page.table("test-1-values")) == 3
    assert page.all("svg") == []
    assert "compared" not in {table.get("id") for table in page.all("table")}


def test_other_conditions_are_another_series() -> None:
    shoes = {"footwear": "shoes"}
    tests = [measured(day, left=20, right=20, conditions=kind) for kind in ({}, shoes) for day in (0, 5, 40)]
    page = page_of(tests=tuple(replace(test, id=f"{test.id[:-1]}{at}") for at, test in enumerate(tests)))
    assert len(page.table("test-1-values")) == len(page.table("test-2-values")) == 4


def test_what_the_runner_has_not_looked_at_is_left_out_and_told() -> None:
    page = page_of(tests=(measured(0, left=30, right=30, checked=False), measured(1, left=3, right=3, protocol=9)))
    assert [table.get("id") for table in page.all("table")] == ["periods"]
    assert len([words for words in page.words("p") if words.startswith("Left out: 1 test ")]) == 2


# Whatever was typed


@examples(100)
@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=4))
def test_notes_are_text_and_nothing_else(notes: list[str]) -> None:
    page = page_of(*(replace(session(number, HOLD), note=note) for number, note in enumerate(notes)))
    shown = [one_line(note) for note in reversed(notes) if note.strip()]
    assert [" ".join(note.split()) for note in shown] == (
        [" ".join(note.split()) for note in notes_in(page)] if shown else []
    )


@pytest.mark.parametrize("text", NASTY)
def test_names_and_conditions_are_text_and_nothing_else(text: str) -> None:
    known = shipped()
    exercise = next(item for item in known if item.id == CALF)
    named = replace(exercise, name=text, variations=tuple(replace(item, name=text) for item in exercise.variations))
    catalogue = replace(known, exercises=tuple(named if item.id == CALF else item for item in known))
    one_leg = session(0, sets_of(CALF, "one-leg", 1, 10), HOLD, pain=4)
    tests = tuple(measured(day, left=20, right=20, conditions={"floor": text}) for day in (0, 5, 20))
    page = Page(text_of(History((one_leg,), tests=tests), MONDAY + dt.timedelta(days=30), catalogue=catalogue))
    page.check()
    assert words_in(page.all("main")[0]).count(" ".join(one_line(text).split())) >= 4


@sampled(1000)
@given(st.integers(0, 10**9), st.none() | st.integers(0, 400))
def test_every_page_is_sound(seed: int, back: int | None) -> None:
    since = None if back is None else LATEST - dt.timedelta(days=back)
    text = text_of(random_history(seed), since=since)
    Page(text).check()
    assert text.encode("utf-8").decode("utf-8") == text


# Size and time


def test_two_thousand_sessions_make_a_page_of_some_sheets() -> None:
    week = [session(0, HOLD, sets_of(CALF, "one-leg", 2, 10), pain=2, touches=1), session(3, HOLD, pain=1)]
    dice = random.Random(1)
    sessions = tuple(
        replace(
            item,
            id=f"{item.id[:-8]}{number:04d}{at:04d}",
            day=item.day - dt.timedelta(days=7 * number),
            note=dice.choice(NASTY),
        )
        for number in range(1000)
        for at, item in enumerate(week)
    )
    tests = tuple(
        measured(-30 * number, test, left=10, right=12) for number in range(60) for test in (SelfTestId.RAISE,)
    )
    before = time.process_time()
    text = text_of(History(sessions, tests=tests), MONDAY + dt.timedelta(days=6))
    taken = time.process_time() - before
    Page(text).check()
    assert len(text) < 150_000
    assert taken < 10  # about 1 s where it was measured


def test_the_life_of_a_runner_who_trains_for_a_year() -> None:
    life = Life(Runner("a year", weeks=52), 1).live()
    page = Page(text_of(History(tuple(life.history)), life.history[-1].day))
    page.check()
    assert len(page.all("svg")) == 4
