"""Asks the coach on behalf of the shells: with the runner's settings, and with what the calendar says of today."""

import datetime as dt
from functools import cached_property

from ankle_tui.core.calendar import Calendar
from ankle_tui.core.catalogue import Catalogue, UnknownExercise
from ankle_tui.core.coach import Feel, Suggestion, todays_session, usual_level
from ankle_tui.core.exercise import Group, Level
from ankle_tui.core.ladder import HOUSEHOLD, Rung, Standing, after, standings
from ankle_tui.core.plan import Choice
from ankle_tui.core.record import History, SessionRecord
from ankle_tui.store.config import Settings

__all__ = ["Coach"]


class Coach:
    """The coach, as this runner has set it up.

    Args:
        catalogue: The exercises.
        settings: The runner's settings.
    """

    def __init__(self, catalogue: Catalogue, settings: Settings) -> None:
        self._catalogue = catalogue
        self._settings = settings

    @cached_property
    def overrides(self) -> dict[str, Rung]:
        """The rungs the runner has set, by exercise."""
        return self._read_rungs[0]

    @property
    def notices(self) -> tuple[str, ...]:
        """What is wrong with the rungs in the settings, a line each; the ladders go without them."""
        return self._read_rungs[1]

    def level(self, history: History) -> Level:
        """The level to start from.

        Args:
            history: What was done so far.
        """
        return usual_level(history, self._settings.level)

    def today(
        self, history: History, calendar: Calendar, *, level: Level, minutes: float | None, feel: Feel = Feel.FINE
    ) -> Suggestion:
        """Today's session.

        Args:
            history: What was done so far.
            calendar: The same by days.
            level: Where each ladder starts.
            minutes: The time there is for it, or None for no limit.
            feel: How the runner feels.
        """
        day = calendar.day(calendar.today)
        return todays_session(
            self._catalogue,
            history.sessions,
            today=calendar.today,
            level=level,
            kind=day.kind,
            hard=day.hard,
            equipment=self._settings.equipment,
            minutes=minutes,
            feel=feel,
            overrides=self.overrides,
        )

    def standings(self, history: History, today: dt.date, *, level: Level | None = None) -> dict[str, Standing]:
        """Where the runner stands on every ladder, the cooldown's included.

        Args:
            history: What was done so far.
            today: The training day it is now.
            level: Where each ladder starts; None is the usual one.
        """
        return standings(
            self._catalogue,
            history.sessions,
            today=today,
            level=level or self.level(history),
            equipment=self._settings.equipment,
            overrides=self.overrides,
        )

    def after(self, history: History, record: SessionRecord) -> tuple[Standing, ...]:
        """Where a session leaves the ladders it has worked.

        Args:
            history: What was done; the session itself may be among it.
            record: The session, as amended last.
        """
        return after(
            self._catalogue,
            history.sessions,
            record,
            level=record.level,
            equipment=self._settings.equipment,
            overrides=self.overrides,
        )

    def cooldown(self, level: Level) -> tuple[Choice, ...]:
        """The end of a session: what of the cooldown can be done with what is at hand.

        Args:
            level: Where each ladder starts.
        """
        have = HOUSEHOLD | self._settings.equipment
        choices = (Choice.start(exercise, level) for exercise in self._catalogue if exercise.group is Group.COOLDOWN)
        return tuple(choice for choice in choices if have.issuperset(choice.variation.equipment))

    @cached_property
    def _read_rungs(self) -> tuple[dict[str, Rung], tuple[str, ...]]:
        found, notices = {}, []
        for name, text in self._settings.rungs.items():
            try:
                found[name] = Rung.read(self._catalogue.get(name), text)
            except (UnknownExercise, ValueError) as error:
                notices.append(f"config.toml: rungs: {error}")
        return found, tuple(notices)
