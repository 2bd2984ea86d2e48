"""What stands on Home, in words."""

from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.home.home_wording import advice_words
from ankle_tui.ui.home.options import HomeOptions
from ankle_tui.ui.home.screen import HomeScreen
from ankle_tui.ui.home.week import WeekBoard
from ankle_tui.ui.widgets.exercise_picker import ExercisePicker
from ankle_tui.ui.widgets.keybar import Question
from ankle_tui.ui.widgets.line import TopLine


def home(app: AnkleApp) -> HomeScreen:
    """The screen."""
    assert isinstance(app.screen, HomeScreen)
    return app.screen


def date(app: AnkleApp) -> str:
    """The date in the first line."""
    return app.screen.query_one("#top", TopLine).text.removeprefix("ankle  ")


def fact(app: AnkleApp) -> str:
    """What stands at the right of the first line."""
    return app.screen.query_one("#top", TopLine).fact


def week(app: AnkleApp) -> list[str]:
    """The week."""
    return app.screen.query_one(WeekBoard).lines()


def advice(app: AnkleApp) -> str:
    """Today's advice."""
    return app.screen.query_one(WeekBoard).advice


def advised(app: AnkleApp) -> str:
    """The advice that the state of the screen asks for."""
    return advice_words(home(app).desk.state, app.journal.calendar, stop_key="o")


def line(app: AnkleApp) -> str:
    """The question or the remark, or nothing."""
    question = app.screen.query_one(Question)
    assert (question.region.height > 0) == app.screen.has_class("-asking")
    return question.words if question.region.height else ""


def title(app: AnkleApp) -> str:
    """The session in a few words."""
    return app.screen.query_one(ExercisePicker).title_words


def time(app: AnkleApp) -> str:
    """How long the session takes."""
    return app.screen.query_one(ExercisePicker).result_words


def wish(app: AnkleApp, name: str) -> str:
    """What the runner wants of something: `feeling fine`; empty if there is no word of it."""
    options = app.screen.query_one(HomeOptions)._said
    return next((option.value for option in options if option.action == f"screen.{name}"), "")
