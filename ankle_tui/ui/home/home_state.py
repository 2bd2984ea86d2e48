"""Today's session on Home: suggestion, wishes and edits by hand, as a value."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, NamedTuple, Self

from ankle_tui.core.block.block_coaching import block_limits
from ankle_tui.core.exercises.exercise import Choice, Context, Group
from ankle_tui.core.exercises.routine import Routine
from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.records import Feel, Morning, SessionRecord
from ankle_tui.core.session.plan import Plan, build_plan
from ankle_tui.core.training.fitting import MINUTES
from ankle_tui.core.training.pain import morning_due, still_sore_due
from ankle_tui.core.training.rules import BALANCE, HOPS
from ankle_tui.core.training.suggestion import SessionLimits, no_hops
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.services.coach import Coach, TodaysOffer, Wishes
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.widgets.selection import Selection
from ankle_tui.ui.wording.day_words import Piece

NOTHING, NO_OFFER = Selection(), TodaysOffer((), ())
_KINDS = {Context.POST_RUN: DayKind.RUN, Context.CROSS_TRAINING: DayKind.CROSS_TRAINING}


class Basis(NamedTuple):
    """The inputs of a suggestion.

    Attributes:
        sessions: The sessions done.
        today: The training day.
        kind: The kind of day.
        hard: True after a hard run.
        limits: What a block holds back.
    """

    sessions: tuple[SessionRecord, ...]
    today: dt.date
    kind: DayKind | None
    hard: bool
    limits: SessionLimits

    @classmethod
    def of(cls, calendar: Calendar) -> "Basis":
        """Read the inputs from `calendar`."""
        day = calendar.day(calendar.today)
        return cls(calendar.past, calendar.today, day.kind, day.hard, block_limits(calendar))


class Asks(StrEnum):
    """The questions of Home, the most important first."""

    MORNING = "morning"
    """How the ankles are since the last session."""
    SORE = "sore"
    """Whether reported pain is still there."""
    RAN = "ran"
    """Whether there was a run today; it is never assumed."""


ANSWERS: Mapping[Asks, Mapping[str, str]] = {
    Asks.MORNING: {"better": "better", "same": "same", "worse": "worse", "later": "later"},
    Asks.SORE: {"still-sore": "yes", "relieved": "no", "later": "later"},
    Asks.RAN: {"ran": "yes", "not-ran": "no"},
}
"""The words of each answer by its name, which is that of its command."""


class HomeQuestion(NamedTuple):
    """A question to the runner.

    Attributes:
        asks: What it asks.
        day: The training day on which it is asked.
        record: The session it is about, or None.
    """

    asks: Asks
    day: dt.date
    record: SessionRecord | None = None


@dataclass(frozen=True, slots=True)
class HomeState:
    """The session as it would start now; each change gives a new state.

    Attributes:
        settings: The settings followed last.
        wishes: The session the runner wants.
        selection: The suggestion with the runner's edits.
        offer: The suggestion.
        basis: Its inputs; None if it must be made again.
        context: What the session follows, such as a run.
        said: The day the runner chose `context` by hand, and its mark then; None if it follows the day.
        hard_on: The day whose hard run was changed to cross-training here; a run on it is hard again.
        replaced: True if a new suggestion has replaced edits of the runner.
        asked: The question on screen, or None.
        put_off: Questions put off, each with the day on which it is not asked again.
        due: The line about self-tests that are due, in several lengths; nothing if none is.
        waits: The line about a block or a self-test that waits for the runner, in several lengths; nothing if none does.
    """

    settings: Settings
    wishes: Wishes
    selection: Selection = NOTHING
    offer: TodaysOffer = NO_OFFER
    basis: Basis | None = None
    context: Context = Context.OTHER
    said: tuple[dt.date, DayMark | None] | None = None
    hard_on: dt.date | None = None
    replaced: bool = False
    asked: HomeQuestion | None = None
    put_off: frozenset[tuple[Asks, dt.date]] = frozenset()
    due: Piece = ()
    waits: Piece = ()

    @classmethod
    def of(cls, settings: Settings) -> "HomeState":
        """Begin with the wishes in `settings`."""
        return cls(settings, Wishes(cooldown=settings.cooldown))

    def follow_settings(self, settings: Settings) -> Self:
        """Adopt each wish whose setting has changed; keep the others as set here."""
        before = self.settings
        if before is settings:
            return self
        wishes = self.wishes
        if settings.cooldown != before.cooldown:
            wishes = replace(wishes, cooldown=settings.cooldown)
        if settings.minutes != before.minutes or (settings.minutes is None and settings.level != before.level):
            wishes = replace(wishes, minutes=None)
        return replace(self, settings=settings, wishes=wishes, basis=None)

    def follow_day(self, calendar: Calendar) -> Self:
        """Take the context of the day, unless the runner has chosen one since its last mark."""
        if self.said == (calendar.today, calendar.mark(calendar.today)):
            return self
        return replace(self, said=None, context=calendar.context or Context.OTHER)

    def renew(self, calendar: Calendar, coach: Coach) -> Self:
        """Recompute the suggestion when its inputs change; keep manual edits unless a session was added."""
        basis, known = Basis.of(calendar), self.basis
        if known and (known == basis or (self.selection.changed and known.sessions == basis.sessions)):
            return self
        wishes = self.wishes
        if known and known.today != basis.today:
            wishes = replace(wishes, feel=Feel.FINE)
        edited = main_part(self.selection.chosen) if known is None else []
        edited = [] if edited == main_part(self.offer.chosen) else edited
        # A routine is done as it was written, however little time there usually is.
        offer = coach.offer(calendar, replace(wishes, minutes=None) if wishes.routine else wishes)
        main = main_part(offer.chosen)
        cooldowns = cooldown_part((*offer.chosen, *offer.others))
        selection = Selection.offer([*main, *main_part(offer.others), *cooldowns], offer.chosen, offer.reasons)
        replaced = bool(edited) and edited != main
        return replace(self, wishes=wishes, selection=selection, offer=offer, basis=basis, replaced=replaced)

    def edit(self, selection: Selection) -> Self:
        """Keep an edit by hand."""
        return replace(self, selection=selection, replaced=self.replaced and not selection.changed)

    def wish(self, **changes: Any) -> Self:
        """Change wishes, which makes another suggestion necessary."""
        return replace(self, wishes=replace(self.wishes, **changes), basis=None)

    def next_minutes(self) -> Self:
        """Allow the next longer time, for one of the coach's sessions; after the longest, the shortest."""
        later = (minutes for minutes in MINUTES if minutes > (self.minutes or 0))
        return self.wish(minutes=next(later, MINUTES[0]), routine=None)

    def next_feel(self) -> Self:
        """Take the next way to feel."""
        feels = list(Feel)
        return self.wish(feel=feels[(feels.index(self.wishes.feel) + 1) % len(feels)])

    def next_routine(self, own: Iterable[Routine]) -> Self:
        """Take the next routine of `own`; after the last one, the coach's session."""
        routines = [None, *own]
        if len(routines) == 1:
            return self
        return self.wish(routine=routines[(routines.index(self.wishes.routine) + 1) % len(routines)])

    def toggle_cooldown(self, coach: Coach) -> Self:
        """Take the cooldown into the session or leave it out; keep the rest as it is."""
        wanted = not self.has_cooldown
        ladders = {choice.exercise.id: choice for choice in (*self.offer.chosen, *self.offer.others)}
        able = coach.cooldown(ladders) if wanted else [item for item in ladders.values() if is_cooldown(item)]
        return replace(self, wishes=replace(self.wishes, cooldown=wanted)).edit(self.selection.take(able, wanted))

    def next_context(self, calendar: Calendar) -> Self:
        """Take the next context, on a day without a run or cross-training."""
        contexts = list(Context)
        context = contexts[(contexts.index(self.context) + 1) % len(contexts)]
        return replace(self, context=context, said=(calendar.today, calendar.mark(calendar.today)))

    def other_mark(self, calendar: Calendar) -> tuple[Self, DayMark | None]:
        """Swap run and cross-training in today's mark; None if today is marked as neither."""
        today, mark = calendar.today, calendar.mark(calendar.today)
        if mark is None or mark.kind not in _KINDS.values():
            return self, None
        state = replace(self, hard_on=today) if mark.hard else self
        kind = next(kind for kind in _KINDS.values() if kind is not mark.kind)
        return state, calendar.marked(today, kind, kind is DayKind.RUN and state.hard_on == today)

    def is_told(self, calendar: Calendar) -> bool:
        """True if anything says what today was."""
        return calendar.is_told(calendar.today) or (self.said is not None and self.said[0] == calendar.today)

    def ask(self, calendar: Calendar, *, room: bool) -> Self:
        """Ask the most important question due, if there is room for one."""
        found = next(self._due(calendar), None) if room else None
        return self if found == self.asked else replace(self, asked=found)

    def _due(self, calendar: Calendar) -> Iterator[HomeQuestion]:
        past, today = calendar.past, calendar.today
        if (Asks.MORNING, today) not in self.put_off and (last := morning_due(past, today)):
            yield HomeQuestion(Asks.MORNING, today, last)
        if (Asks.SORE, today) not in self.put_off and still_sore_due(self.offer.report, today):
            yield HomeQuestion(Asks.SORE, today, self.offer.report)
        if not self.is_told(calendar):
            yield HomeQuestion(Asks.RAN, today)

    def answered(self, answer: str) -> tuple[Self, SessionRecord | None]:
        """Answer a question about a session.

        Args:
            answer: A name of `ANSWERS`.

        Returns:
            The next state, and the session with the answer; None if the question is only put off.
        """
        asked = self.asked
        if asked is None or asked.record is None:
            return self, None
        if asked.asks is Asks.MORNING and answer != "later":
            return self, replace(asked.record, morning=Morning(answer))
        if answer == "relieved":
            return self, replace(asked.record, relieved=asked.day)
        return replace(self, asked=None, put_off=self.put_off | {(asked.asks, asked.day)}), None

    def plan(self, calendar: Calendar, coach: Coach) -> Plan | None:
        """Plan the chosen session; None if nothing is chosen."""
        if not self.selection.chosen:
            return None
        return build_plan(
            self.selection.chosen,
            level=coach.level(calendar),
            context=self.context,
            first_side=coach.first_side(calendar),
            feel=self.wishes.feel,
        )

    @property
    def minutes(self) -> float | None:
        """The time there is for the main part, as the runner wishes or as it usually is."""
        return self.wishes.minutes or self.offer.minutes

    @property
    def has_cooldown(self) -> bool:
        """True if the session ends with a cooldown."""
        return any(map(is_cooldown, self.selection.chosen))

    @property
    def eased(self) -> bool:
        """True if balance is in the session as suggested, a step easier than its ladder says."""
        kept = [choice.exercise.id for choice in self.selection.chosen if choice in self.offer.chosen]
        return BALANCE in kept and BALANCE in self.offer.eased

    def against_hops(self, calendar: Calendar) -> str:
        """Why the hops in the session are better left out; empty without a reason or without hops."""
        if not any(choice.exercise.id == HOPS for choice in self.selection.chosen):
            return ""
        kind = calendar.day(calendar.today).kind  # a mark may have come after what was chosen by hand
        return self.offer.no_hops or no_hops((), today=calendar.today, feel=self.wishes.feel, kind=kind)


def main_part(choices: Iterable[Choice]) -> list[Choice]:
    """Leave the cooldown out of `choices`."""
    return [choice for choice in choices if not is_cooldown(choice)]


def cooldown_part(choices: Iterable[Choice]) -> list[Choice]:
    """Pick the cooldown out of `choices`."""
    return list(filter(is_cooldown, choices))


def is_cooldown(choice: Choice) -> bool:
    """True for an exercise of the cooldown."""
    return choice.exercise.group is Group.COOLDOWN
