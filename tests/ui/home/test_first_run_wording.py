"""The words of the first run."""

from ankle_tui.core.exercises.exercise import Level, Sprain
from ankle_tui.ui.home.first_run_wording import EXPERIENCE, QUESTIONS, READY, SPRAINED, TIME, go_on_words, place_words


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
    assert [place_words(at) for at in range(READY + 1)] == ["1 of 4", "2 of 4", "3 of 4", "4 of 4", ""]
    assert [go_on_words(ticked) for ticked in ((), ("band",))] == ["nothing of these", "go on"]
