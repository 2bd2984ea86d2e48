"""The words of Home."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from ankle_tui.core.exercises.exercise import Choice, Level
from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.records import Feel, History
from ankle_tui.core.training.rules import HOPS
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Rules
from ankle_tui.ui.home.home_state import Asks, HomeQuestion
from ankle_tui.ui.home.home_wording import (
    about_lines,
    advice_words,
    aside_words,
    note_words,
    option_list,
    question_words,
    time_words,
    today_words,
    unfinished_words,
    waiting_piece,
)
from ankle_tui.ui.home.options import OPTIONS
from ankle_tui.ui.wording.day_words import week_pieces
from tests import self_tests
from tests.builders import shipped
from tests.store.history.records import make_record
from tests.ui.home.test_home_state import COACH, EMPTY, ROUTINE, TODAY, at, days, edited, fresh, in_a_block

FRIDAY = make_record(1, day=TODAY - dt.timedelta(2))


@pytest.mark.parametrize(
    ("question", "full", "narrow"),
    [
        (HomeQuestion(Asks.RAN, TODAY), "Ran today?", "Ran today?"),
        (HomeQuestion(Asks.MORNING, TODAY, FRIDAY), "Ankles since Friday's session?", "Ankles?"),
        (HomeQuestion(Asks.SORE, TODAY, FRIDAY), "Friday's session hurt. Still sore?", "Still sore?"),
    ],
)
def test_a_question_names_the_day_where_there_is_room(question: HomeQuestion, full: str, narrow: str) -> None:
    assert [question_words(question, narrow=each) for each in (False, True)] == [full, narrow]


def test_the_top_names_the_last_session_or_how_the_week_stands() -> None:
    trained = days(sessions=1)
    assert [aside_words(calendar, framed=True, room=40) for calendar in (EMPTY, trained)] == [
        "",
        "last session Sun 22 Nov",
    ]
    assert [aside_words(calendar, framed=False, room=40) for calendar in (EMPTY, trained)] == ["0 of 2", "1 of 2"]
    assert aside_words(in_a_block(20), framed=False, room=40).endswith(" · block 3/8")
    assert aside_words(in_a_block(20), framed=False, room=12) == aside_words(in_a_block(20), framed=False, room=6)
    assert unfinished_words(2, "u") == "2 not finished: u"


def test_the_review_of_a_block_is_offered_in_a_line_until_its_question_is_answered_or_old() -> None:
    over = in_a_block(62)
    words = "The block is over. b looks back and asks what comes next."
    assert waiting_piece(over, "b") == (words, "review: b")
    assert [waiting_piece(each, "b") for each in (EMPTY, in_a_block(20), in_a_block(90))] == [(), (), ()]
    state = replace(fresh(), waits=waiting_piece(over, "b"))
    assert note_words(state) == words
    assert "review: b" in today_words(state, over, low=True, stop_key="o", room=100)


def test_values_that_nobody_has_looked_at_are_named_until_somebody_does() -> None:
    seen = self_tests.measured(0)
    words, brief = waiting_piece(Calendar(History(tests=(replace(seen, checked=False),)), Rules(), TODAY), "b")
    assert words == "Look at the values of your last self-test: b. Until then it does not count."
    assert brief == "look: b"
    others = (seen, replace(seen, checked=False, protocol=99))
    assert [waiting_piece(Calendar(History(tests=(test,)), Rules(), TODAY), "b") for test in others] == [(), ()]


def test_the_session_with_all_that_a_low_screen_says() -> None:
    hurt = fresh().next_feel().next_feel().renew(EMPTY, COACH)
    hopping = hurt.edit(hurt.selection.toggle(at(hurt, HOPS)))
    assert today_words(hopping, EMPTY, low=True, stop_key="o", room=100) == (
        "Today · 3 exercises · pain · skip hops · o: when to stop"
    )
    anew = edited(fresh()).next_minutes().renew(EMPTY, COACH)
    assert today_words(anew, EMPTY, low=False, stop_key="o", room=100) == "Today · 2 exercises · updated"
    nothing = fresh().edit(fresh().selection.take(fresh().selection.chosen, False))
    assert today_words(nothing, EMPTY, low=False, stop_key="o", room=100) == "Today · nothing chosen"


def test_advice_of_a_painful_day_and_of_hops() -> None:
    sore = fresh().next_feel().renew(EMPTY, COACH)
    hopping = sore.edit(sore.selection.toggle(at(sore, HOPS)))
    assert advice_words(hopping, EMPTY, stop_key="o") == "Sore today: leave the hops out."
    hurt = sore.next_feel().renew(EMPTY, COACH)
    assert (hurt.wishes.feel, advice_words(hurt, EMPTY, stop_key="o")) == (
        Feel.PAIN,
        "Easier today. When to see somebody: o",
    )
    hopping = hurt.edit(hurt.selection.toggle(at(hurt, HOPS)))
    assert advice_words(hopping, EMPTY, stop_key="o") == "Pain today: leave the hops out. See somebody? o"


def test_an_exercise_says_why_how_what_it_trains_and_what_it_needs() -> None:
    band = Choice.start(shipped().get("band-ankle"), Level.BEGINNER)
    assert about_lines(band, "new to you") == ["New to you. Four directions. You need: band.", about_lines(band, "")[1]]
    assert about_lines(band, "")[0] == "Four directions. You need: band."


def test_a_line_too_short_leaves_out_the_least_important() -> None:
    state = edited(fresh()).next_feel().next_feel().renew(EMPTY, COACH)
    state = state.edit(state.selection.toggle(at(state, HOPS)))
    told = [today_words(state, EMPTY, low=True, stop_key="o", room=room) for room in (100, 40, 20, 1)]
    assert told[0].count(" · ") > told[1].count(" · ") > told[2].count(" · ")
    assert "o: when to stop" in told[2]
    assert told[-1] in {"Today", "o: when to stop"}
    assert "o: when" not in today_words(state, EMPTY, low=False, stop_key="o", room=100)


def test_the_cooldown_has_a_time_of_its_own() -> None:
    alone = fresh()
    both = alone.toggle_cooldown(COACH)
    assert re.fullmatch(r"\d+:\d\d of 10 min", time_words(alone))
    assert re.fullmatch(r"\d+:\d\d \+ cooldown \d:\d\d", time_words(both))
    tail = both.edit(both.selection.take(alone.selection.chosen, False))
    assert time_words(tail).startswith("cooldown ")
    assert time_words(tail.edit(tail.selection.take(tail.selection.chosen, False))) == ""


def test_pain_comes_before_other_advice() -> None:
    state = fresh().next_feel().next_feel().renew(EMPTY, COACH)
    assert advice_words(state, EMPTY, stop_key="o").endswith(" o")
    assert advice_words(fresh(), EMPTY, stop_key="o") != advice_words(state, EMPTY, stop_key="o")


def test_options_name_value_and_key_and_routines_only_where_there_are_any() -> None:
    said = option_list(fresh(), routines=False, shown_key=str.upper)
    assert [option.action for option in said] == [f"screen.{name}" for name in OPTIONS[:4]]
    assert [option.key for option in said] == ["MINUTES", "FEEL", "CONTEXT", "COOLDOWN"]
    own = option_list(fresh().next_routine([ROUTINE]), routines=True, shown_key=str)
    assert (own[-1].brief, own[0].value) == (ROUTINE.name, "as written")
    crossed = fresh().follow_day(days(DayMark(TODAY, DayKind.CROSS_TRAINING)))
    assert all(len(option.brief) <= len(option.value) for option in option_list(crossed, routines=True, shown_key=str))


def test_streaks_can_be_hidden() -> None:
    calendar = days(sessions=3)
    full = week_pieces(calendar, streaks=True)
    assert week_pieces(calendar, streaks=False) == [full[0], full[2]]
