"""The words of the first run."""

from ankle_tui.core.exercises.exercise import Choice, Level, Sprain
from ankle_tui.ui.home.first_run_wording import (
    AT_HAND,
    EXPERIENCE,
    QUESTIONS,
    READY,
    SPRAINED,
    TIME,
    go_on_words,
    meaning_words,
    place_words,
    so_far_words,
)
from tests.builders import shipped


def test_every_question_says_what_its_answers_mean_and_offers_what_the_settings_know() -> None:
    assert len(QUESTIONS) == READY + 1
    assert all(question.words and question.about.endswith(".") for question in QUESTIONS)
    assert [Level(name) for name, _ in QUESTIONS[EXPERIENCE].answers] == list(Level)
    assert [Sprain(name) for name, _ in QUESTIONS[SPRAINED].answers] == list(Sprain)
    assert QUESTIONS[TIME].answers[0] == ("5", "5 minutes")


def test_the_questions() -> None:
    assert [question.words for question in QUESTIONS] == [
        "Have you trained your ankles before?",
        "A sprained ankle in the last year?",
        "What do you have at hand?",
        "How many minutes do you have for a session?",
        "That is all.",
    ]


def test_the_place_among_the_questions_is_told_until_the_last_is_answered() -> None:
    assert [place_words(at) for at in range(READY + 1)] == [*(f"question {at} of 4" for at in range(1, 5)), ""]
    assert [go_on_words(ticked) for ticked in ((), ("band",))] == ["none of these", "go on"]


def test_an_answer_says_what_it_opens() -> None:
    def needing(name: str, thing: str) -> Choice:
        exercise = shipped().get(name)
        variation = next(each for each in exercise.variations if thing in each.equipment)
        return Choice(exercise, variation, variation.doses[0])

    level = Level.BEGINNER
    assert meaning_words(AT_HAND, "band", level, needing("band-ankle", "band")) == "for band ankle moves"
    assert meaning_words(AT_HAND, "step", level, needing("calf-raise", "step")) == "harder calf raise"
    assert [meaning_words(TIME, minutes, level) for minutes in ("5", "10")] == ["", "the usual"]
    assert all(meaning_words(EXPERIENCE, each.value, level) for each in Level)
    assert meaning_words(SPRAINED, "left", level) == ""


def test_the_answers_so_far_are_summed_up() -> None:
    told = [so_far_words(at, Level.BEGINNER, Sprain.LEFT, {"step", "band"}, None) for at in range(READY + 1)]
    assert told == [
        "",
        "beginner",
        "beginner · left ankle sprained",
        "beginner · left ankle sprained · wall, band, step",
        "beginner · left ankle sprained · wall, band, step · 10 minutes",
    ]
