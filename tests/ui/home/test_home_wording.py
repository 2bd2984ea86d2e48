"""The words of Home."""

import datetime as dt
from dataclasses import replace

import pytest

from ankle_tui.core.exercises.exercise import Choice, Level
from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.records import Feel, History
from ankle_tui.core.training.rules import HOPS
from ankle_tui.core.weeks.calendar import Calendar, Rules
from ankle_tui.ui.home.home_state import Asks, HomeQuestion
from ankle_tui.ui.home.home_wording import (
    about_words,
    advice_words,
    aside_words,
    option_list,
    question_words,
    ready_words,
    time_words,
    unfinished_words,
    waiting_piece,
    week_words,
)
from tests import self_tests
from tests.builders import shipped
from tests.store.history.records import make_record
from tests.ui.home.test_home_state import COACH, EMPTY, ROUTINE, TODAY, at, chosen, days, edited, fresh, in_a_block

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


def test_the_top_names_the_last_session_or_those_not_finished() -> None:
    assert [aside_words(EMPTY, narrow=False, room=55), aside_words(days(sessions=1), narrow=False, room=55)] == [
        "",
        "last: Sunday 22 November",
    ]
    assert unfinished_words(2, "u") == "2 not finished: u"


def test_the_block_stands_beside_the_date_as_far_as_there_is_room() -> None:
    calendar = in_a_block(20)
    last = aside_words(days(sessions=1), narrow=False, room=55)
    assert aside_words(EMPTY, narrow=False, room=55) == ""
    assert aside_words(calendar, narrow=False, room=21) == "block 3/8 · 1 of 6"
    assert aside_words(calendar, narrow=False, room=17) == "block 3/8"
    assert aside_words(calendar, narrow=False, room=55).startswith("block 3/8 · 1 of 6 · last: ")
    assert last.startswith("last: ")
    week = aside_words(in_a_block(-1), narrow=True, room=100)
    assert week
    assert aside_words(calendar, narrow=True, room=100) == f"block 3/8 · {week}"
    assert aside_words(calendar, narrow=True, room=27).startswith("block 3/8 · ")
    assert aside_words(calendar, narrow=True, room=9) == "block 3/8"


def test_the_review_of_a_block_is_offered_in_a_line_until_its_question_is_answered_or_old() -> None:
    over = in_a_block(62)
    words = "The block is over. b looks back and asks what comes next."
    assert waiting_piece(over, "b") == (words, "review: b")
    assert [waiting_piece(each, "b") for each in (EMPTY, in_a_block(20), in_a_block(90))] == [(), (), ()]
    state = replace(fresh(), waits=waiting_piece(over, "b"))
    assert advice_words(state, over, stop_key="o") == words
    assert "review: b" in ready_words(state, over, low=True, stop_key="o", room=100)


def test_values_that_nobody_has_looked_at_are_named_until_somebody_does() -> None:
    seen = self_tests.measured(0)
    words, brief = waiting_piece(Calendar(History(tests=(replace(seen, checked=False),)), Rules(), TODAY), "b")
    assert words == "Look at the values of your last self-test: b. Until then it does not count."
    assert brief == "look: b"
    others = (seen, replace(seen, checked=False, protocol=99))
    assert [waiting_piece(Calendar(History(tests=(test,)), Rules(), TODAY), "b") for test in others] == [(), ()]


def test_the_size_of_a_session_with_all_that_a_low_screen_says() -> None:
    hurt = fresh().next_feel().next_feel().renew(EMPTY, COACH)
    hopping = hurt.edit(hurt.selection.toggle(at(hurt, HOPS)))
    assert ready_words(hopping, EMPTY, low=True, stop_key="o", room=100) == (
        "3 exercises · 9 min · pain · skip hops · o: when to stop · limit 10"
    )
    anew = edited(fresh()).next_minutes().renew(EMPTY, COACH)
    assert ready_words(anew, EMPTY, low=False, stop_key="o", room=100) == "2 exercises · 9 min · chosen anew"
    nothing = fresh().edit(fresh().selection.take(fresh().selection.chosen, False))
    assert ready_words(nothing, EMPTY, low=False, stop_key="o", room=100) == "Nothing chosen"


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
    assert advice_words(hopping, EMPTY, stop_key="o") == "Pain today: leave the hops out. When to see somebody: o"


def test_an_exercise_says_why_how_what_it_trains_and_what_it_needs() -> None:
    band = Choice.start(shipped().get("band-ankle"), Level.BEGINNER)
    assert about_words(band, "new to you").startswith("New to you. Four directions. ")
    assert about_words(band).endswith("You need: band.")


def test_a_line_too_short_leaves_out_the_least_important() -> None:
    state = edited(fresh()).next_feel().next_feel().renew(EMPTY, COACH)
    state = state.edit(state.selection.toggle(at(state, HOPS)))
    told = [ready_words(state, EMPTY, low=True, stop_key="o", room=room) for room in (100, 40, 20, 1)]
    assert told[0].count(" · ") > told[1].count(" · ") > told[2].count(" · ")
    assert told[-1] == "o: when to stop"
    assert "o: when" not in ready_words(state, EMPTY, low=False, stop_key="o", room=100)


def test_the_cooldown_has_a_time_of_its_own() -> None:
    state = fresh().toggle_cooldown(COACH)
    assert "+ cooldown" in time_words(state.selection.chosen)
    tail = [choice for choice in state.selection.chosen if choice.exercise.id not in chosen(fresh())]
    assert time_words(tail).startswith("cooldown ")
    assert "cooldown" not in time_words(fresh().selection.chosen)


def test_pain_comes_before_other_advice() -> None:
    state = fresh().next_feel().next_feel().renew(EMPTY, COACH)
    assert advice_words(state, EMPTY, stop_key="o").endswith(": o")
    assert advice_words(fresh(), EMPTY, stop_key="o") != advice_words(state, EMPTY, stop_key="o")


def test_options_name_value_and_key_and_routines_only_where_there_are_any() -> None:
    said = option_list(fresh(), routines=False, narrow=False, shown_key=str.upper)
    assert [option.action for option in said] == [
        f"screen.{name}" for name in ("context", "minutes", "feel", "cooldown")
    ]
    assert [option.key for option in said] == ["CONTEXT", "MINUTES", "FEEL", "COOLDOWN"]
    own = option_list(fresh().next_routine([ROUTINE]), routines=True, narrow=False, shown_key=str)
    assert (own[-1].value, own[1].value) == (ROUTINE.name, "as written")
    crossed = fresh().follow_day(days(DayMark(TODAY, DayKind.CROSS_TRAINING)))
    short, long = (option_list(crossed, routines=False, narrow=narrow, shown_key=str)[0] for narrow in (True, False))
    assert len(short.value) < len(long.value)


def test_the_week_is_short_where_there_is_little_room_and_streaks_can_be_hidden() -> None:
    calendar = days(sessions=3)
    full = week_words(calendar, streaks=True, narrow=False)
    assert week_words(calendar, streaks=False, narrow=False) == [full[0], full[2]]
    assert week_words(calendar, streaks=True, narrow=True) == full[:2]
