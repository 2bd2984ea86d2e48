"""Ask the coach for both shells, with the runner's settings and today's calendar."""

import datetime as dt
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ankle_tui.core.block.block_coaching import block_limits, leg_first
from ankle_tui.core.block.block_state import BlockState, current_block
from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Choice, Group, Level, Side, Sprain
from ankle_tui.core.exercises.routine import Routine
from ankle_tui.core.history.records import Feel, SessionRecord
from ankle_tui.core.history.self_tests import BlockRecord, SelfTestRecord
from ankle_tui.core.session.plan import fit_minutes
from ankle_tui.core.training.fitting import default_minutes
from ankle_tui.core.training.ladder import HOUSEHOLD, Rung, Runner, Standing, after, read_rungs, standings
from ankle_tui.core.training.suggestion import Suggestion, todays_session, usual_level
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.store.settings.settings import Settings

if TYPE_CHECKING:
    from ankle_tui.core.block.block_review import BlockReview


@dataclass(frozen=True, slots=True)
class Wishes:
    """The session the runner wants.

    Attributes:
        minutes: Time for the main part; None is the usual time, and no limit for a routine.
        feel: How ankles and legs feel.
        routine: A session of the runner's own instead of the coach's, or None.
        cooldown: True if it ends with the cooldown.
    """

    minutes: float | None = None
    feel: Feel = Feel.FINE
    routine: Routine | None = None
    cooldown: bool = False


@dataclass(frozen=True, slots=True)
class TodaysOffer:
    """A session as it is offered.

    Attributes:
        chosen: Its exercises, in order.
        others: Every other exercise with the dose of its ladder, in the order of the catalogue.
        reasons: Why an exercise is in it or not, in a few words, by its id.
        note: One sentence about the whole session, or empty.
        no_hops: Why hops are better left out today if the runner picks them, or empty.
        eased: Ids of its exercises that are a step easier than their ladder says.
        no_better: True if pain or soreness has lasted long enough for someone to look at it.
        report: The session whose report of pain stands, or None.
        stuck: What would open the most rungs after weeks without a step up; empty before.
        minutes: The time there is for a session of the coach's; None if nothing is offered.
    """

    chosen: tuple[Choice, ...]
    others: tuple[Choice, ...]
    reasons: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    no_hops: str = ""
    eased: frozenset[str] = frozenset()
    no_better: bool = False
    report: SessionRecord | None = None
    stuck: str = ""
    minutes: float | None = None


READS = ("level", "first_side", "equipment", "minutes", "rungs", "sprain", "sprain_noted")
"""The settings that a coach reads."""


class _Asked(NamedTuple):
    """What the ladders depend on beside the sessions and the settings."""

    today: dt.date
    level: Level
    tests: tuple[SelfTestRecord, ...]


class Coach:
    """The coach for one runner's settings.

    Args:
        catalogue: The exercises.
        settings: The runner's settings.
    """

    def __init__(self, catalogue: Catalogue, settings: Settings) -> None:
        self._catalogue = catalogue
        self._settings = settings
        self._working = threading.Lock()
        self._known: tuple[tuple[SessionRecord, ...], _Asked, dict[str, Standing]] | None = None
        """The last ladders and their inputs, reused while only wishes change."""
        self._offered: tuple[Calendar, Wishes, Level | None, TodaysOffer] | None = None
        """The last offer and what it was made for."""
        self._reviewed: tuple[Calendar, BlockRecord, BlockReview] | None = None

    @staticmethod
    def reads(settings: Settings) -> tuple[object, ...]:
        """Return what a coach reads of the settings: with another theme nobody looks at all sessions again."""
        return tuple(getattr(settings, name) for name in READS)

    @cached_property
    def overrides(self) -> dict[str, Rung]:
        """The valid rungs in the settings, by exercise; reading the settings reports the others."""
        return read_rungs(self._catalogue, self._settings.rungs)[0]

    def level(self, calendar: Calendar) -> Level:
        """Return the level new ladders start from."""
        return usual_level(calendar.past, self._settings.level)

    def first_side(self, calendar: Calendar) -> Side:
        """Return the leg to begin with: that of the settings, or in a block that was begun again the weaker one."""
        usual, state = self._settings.leg_first, current_block(calendar)
        if self._settings.first_side or state is None or not state.again:
            return usual
        from ankle_tui.core.block.weaker_leg import weaker_leg  # noqa: PLC0415 - seldom needed

        return leg_first(state, usual, weaker_leg(calendar))

    def offer(self, calendar: Calendar, wishes: Wishes, *, level: Level | None = None) -> TodaysOffer:
        """Suggest today's session, or the runner's own routine.

        Args:
            calendar: The days so far.
            wishes: The session the runner wants.
            level: The level each ladder starts from; None is the usual one.
        """
        known = self._offered
        if known is None or known[0] is not calendar or known[1:3] != (wishes, level):
            offer = self._offer(calendar, wishes, level or self.level(calendar))
            known = self._offered = calendar, wishes, level, offer
        return known[3]

    def _offer(self, calendar: Calendar, wishes: Wishes, level: Level) -> TodaysOffer:
        ladders = self.ladders(calendar, level=level)
        minutes = wishes.minutes or self.minutes(calendar, level=level)
        found = self._today(calendar, wishes.feel, minutes, level)
        if wishes.routine:
            main, note = _own(wishes.routine, ladders, wishes)
            reasons, eased = dict[str, str](), frozenset[str]()
        else:
            main, note, eased = found.choices, found.note, found.eased
            reasons = {line.choice.exercise.id: line.reason for line in (*found.lines, *found.others)}
        tail = self.cooldown(ladders) if wishes.cooldown else ()
        ids = {choice.exercise.id for choice in main}
        chosen = (*main, *(choice for choice in tail if choice.exercise.id not in ids))
        ids |= {choice.exercise.id for choice in chosen}
        others = tuple(choice for name, choice in ladders.items() if name not in ids)
        return TodaysOffer(
            chosen,
            others,
            reasons,
            note,
            no_hops=found.no_hops,
            eased=eased,
            no_better=found.no_better,
            report=found.report.session if found.report else None,
            stuck=found.stuck,
            minutes=minutes,
        )

    def minutes(self, calendar: Calendar, *, level: Level | None = None) -> float:
        """Return the usual time for a session: that of the settings or the level, less where a block holds it back.

        Args:
            calendar: The days so far.
            level: The level each ladder starts from; None is the usual one.
        """
        usual = self._settings.minutes or default_minutes(level or self.level(calendar))
        return min(usual, block_limits(calendar).minutes or usual)

    def review(self, calendar: Calendar, state: BlockState) -> "BlockReview":
        """Look back on a block.

        Args:
            calendar: The days so far.
            state: The block.
        """
        from ankle_tui.core.block.block_review import review_block  # noqa: PLC0415 - seldom needed

        known = self._reviewed
        if known is None or known[0] is not calendar or known[1] != state.record:  # its weeks follow from the days
            runner = self._runner(self.level(calendar), calendar)
            known = self._reviewed = calendar, state.record, review_block(state, calendar, self._catalogue, **runner)
        return known[2]

    def standings(self, calendar: Calendar, *, level: Level | None = None) -> dict[str, Standing]:
        """Return the runner's place on every ladder, the cooldown's included.

        Args:
            calendar: The days so far.
            level: The level each ladder starts from; None is the usual one.
        """
        sessions, asked = calendar.past, _Asked(calendar.today, level or self.level(calendar), calendar.tests)
        with self._working:  # a second thread that asks the same waits for the answer
            if self._known is None or self._known[:2] != (sessions, asked):
                runner = self._runner(asked.level, calendar)
                self._known = sessions, asked, standings(self._catalogue, sessions, today=asked.today, **runner)
            return self._known[2]

    def after(self, calendar: Calendar, record: SessionRecord) -> tuple[Standing, ...]:
        """Return the runner's place on each ladder that a session trained, as of after it.

        Args:
            calendar: The days so far, with or without the session.
            record: The session, as last amended.
        """
        return after(self._catalogue, calendar.past, record, **self._runner(record.level, calendar))

    def ladders(self, calendar: Calendar, *, level: Level | None = None) -> dict[str, Choice]:
        """Return the dose of every exercise's ladder, in the order of the catalogue.

        Args:
            calendar: The days so far.
            level: The level each ladder starts from; None is the usual one.
        """
        return {name: found.choice for name, found in self.standings(calendar, level=level).items()}

    def cooldown(self, ladders: Mapping[str, Choice]) -> tuple[Choice, ...]:
        """Return the cooldown exercises in `ladders` the runner has the equipment for."""
        have = HOUSEHOLD | self._settings.equipment
        tail = (choice for choice in ladders.values() if choice.exercise.group is Group.COOLDOWN)
        return tuple(choice for choice in tail if have.issuperset(choice.variation.equipment))

    def runner(self, calendar: Calendar) -> Runner:
        """Return what the ladders depend on beside the history."""
        return self._runner(self.level(calendar), calendar)

    def _today(self, calendar: Calendar, feel: Feel, minutes: float, level: Level) -> Suggestion:
        day = calendar.day(calendar.today)
        runner = self._runner(level, calendar)
        runner["minutes"] = minutes
        return todays_session(
            self._catalogue,
            calendar.past,
            today=calendar.today,
            kind=day.kind,
            hard=day.hard,
            feel=feel,
            found=self.standings(calendar, level=level),
            limits=block_limits(calendar),
            **runner,
        )

    def _runner(self, level: Level, calendar: Calendar) -> Runner:
        """Collect what the coach needs from the settings; a sprain without a date counts from the first session."""
        settings, sprained = self._settings, None
        if settings.sprain not in {None, Sprain.NO}:
            first = min((session.day for session in calendar.past), default=calendar.today)
            sprained = settings.sprain_noted or first
        return Runner(
            level=level,
            equipment=settings.equipment,
            minutes=settings.minutes or default_minutes(level),
            overrides=self.overrides,
            sprained=sprained,
            tests=calendar.tests,
        )


def _own(routine: Routine, ladders: Mapping[str, Choice], wishes: Wishes) -> tuple[tuple[Choice, ...], str]:
    """Return the exercises of a routine as written, cut to the minutes there are, and a note on it."""
    choices = routine.choices(ladders)
    note = "" if wishes.feel is Feel.FINE else "Your routine is as you wrote it: leave out what hurts."
    return fit_minutes(choices, wishes.minutes) if wishes.minutes else choices, note
