"""Let a runner live: session after session as the coach offers it, through the real core."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ankle_tui.core.exercises.exercise import Choice, Context, Kind, Side
from ankle_tui.core.history.day_marks import DayKind
from ankle_tui.core.history.ids import new_id
from ankle_tui.core.history.records import Feel, Outcome, SessionRecord, SetRecord, Status, Touches
from ankle_tui.core.session.plan import WorkSet, build_plan
from ankle_tui.core.training.ladder import Standing
from ankle_tui.core.training.suggestion import NO_LIMITS, SessionLimits, Suggestion, todays_session
from tests.builders import shipped
from tests.core.training.runners import Body, Moment, Runner

FIRST_DAY = dt.date(2026, 1, 5)
RELIEF = 2
"""Days after a painful session on which a runner may say that it is gone."""
LOOKS_UNTIL = 40
"""Days in which the runner looks at Home every day: long enough to see how soon somebody should look at the ankle."""


@dataclass(frozen=True)
class Visit:
    """A session as it was offered and done.

    Attributes:
        day: Days since the first one.
        minutes: Minutes there were for it.
        feel: How the runner felt.
        kind: The kind of the day.
        hard: Whether the run before was hard.
        suggestion: What the coach offered.
        record: What was done of it, with the answers given right after it.
    """

    day: int
    minutes: float
    feel: Feel
    kind: DayKind | None
    hard: bool
    suggestion: Suggestion
    record: SessionRecord

    @property
    def choices(self) -> Mapping[str, Choice]:
        """What was offered, by exercise."""
        return {choice.exercise.id: choice for choice in self.suggestion.choices}

    @property
    def standings(self) -> Mapping[str, Standing]:
        """The place on every ladder of the main part."""
        lines = (*self.suggestion.lines, *self.suggestion.others)
        return {line.standing.exercise.id: line.standing for line in lines}


class Life:
    """A life of some runner.

    Args:
        runner: Whose life it is.
        seed: What luck they have.

    Attributes:
        runner: As given.
        visits: The sessions, oldest first.
        history: Their records, with the answers that were given later.
        warned: The day, counted from 0, on which they were first told to see somebody; None if never.
    """

    def __init__(self, runner: Runner, seed: int) -> None:
        self.runner = runner
        self.visits: list[Visit] = []
        self.history: list[SessionRecord] = []
        self.warned: int | None = None
        self._dice = random.Random(f"{runner.name} {seed}")
        self._body = Body(runner, self._dice)
        self._sprained = None if runner.sprained is None else date_of(-runner.sprained)

    def live(self) -> "Life":
        """Train to the end."""
        day = 0
        while day < self.runner.weeks * 7:
            if day // 7 in self.runner.away:
                day = self.runner.away.stop * 7
                continue
            self._train(day)
            rests = self.runner.rests
            after = day + rests[(len(self.visits) - 1) % len(rests)] + self._dice.randint(0, self.runner.irregular)
            for between in range(day + 1, after):
                self._look(between)
            day = after
        return self

    def _train(self, day: int) -> None:
        moment = Moment(self._dice, day // 7, len(self.visits))
        minutes, feel = self.runner.minutes(moment), self.runner.feel(moment)
        kind, hard = self.runner.kind(moment), self.runner.hard(moment)
        suggestion = self._offer(self.history, day, minutes, feel=feel, kind=kind, hard=hard)
        self._heed(suggestion, day)
        record = self._do(suggestion, moment, day, feel)
        self.history.append(replace(record, morning=self.runner.morning(moment)))
        self.visits.append(Visit(day, minutes, feel, kind, hard, suggestion, record))

    def _look(self, day: int) -> None:
        """Look at Home on a day without a session, and answer what it asks."""
        last, date = self.history[-1], date_of(day)
        if (date - last.day).days == RELIEF and last.pain and self._dice.random() < self.runner.relief:
            self.history[-1] = replace(last, relieved=date)
        if day < LOOKS_UNTIL and self.warned is None:
            self._heed(self._offer(self.history, day, 10.0), day)

    def _heed(self, suggestion: Suggestion, day: int) -> None:
        if suggestion.no_better and self.warned is None:
            self.warned = day

    def shuffled(self, number: int) -> Suggestion:
        """Offer the session of visit `number` again, from the same history in random order."""
        visit, known = self.visits[number], self.history[:number]
        known = random.Random(number).sample(known, len(known))
        return self._offer(known, visit.day, visit.minutes, feel=visit.feel, kind=visit.kind, hard=visit.hard)

    def if_fine(self, number: int) -> Suggestion:
        """What would be offered at a session if the runner felt fine."""
        visit = self.visits[number]
        kind = DayKind.REST if visit.kind is DayKind.SICK else visit.kind
        return self._offer(self.history[:number], visit.day, visit.minutes, kind=kind, hard=visit.hard)

    def _offer(
        self,
        history: Sequence[SessionRecord],
        day: int,
        minutes: float,
        *,
        feel: Feel = Feel.FINE,
        kind: DayKind | None = None,
        hard: bool = False,
    ) -> Suggestion:
        limits = self._limits(history, day)
        return todays_session(
            shipped(),
            history,
            today=date_of(day),
            level=self.runner.level,
            kind=kind,
            hard=hard,
            equipment=self.runner.gear,
            minutes=min(minutes, limits.minutes or minutes),
            feel=feel,
            limits=limits,
            sprained=self._sprained,
        )

    def _limits(self, history: Sequence[SessionRecord], day: int) -> SessionLimits:
        """What holds the sessions back: nothing."""
        return NO_LIMITS

    def _do(self, suggestion: Suggestion, moment: Moment, day: int, feel: Feel) -> SessionRecord:
        """Do the offered session as well as the legs allow."""
        works = build_plan(suggestion.choices).sets
        stop = self._dice.randint(1, len(works)) if self._dice.random() < self.runner.quits else len(works)
        touches = dict.fromkeys(Side, 0)
        sets = [self._set(work, moment.week, touches) for work in works[:stop]]
        sets += [work.record(0.0, Outcome.SKIPPED) for work in works[stop:]]
        held = any(work.kind is Kind.HOLD for work in works[:stop])
        told = held and not self.runner.presses and self._dice.random() < self.runner.counts
        started = dt.datetime.combine(date_of(day), dt.time(18, 4), tzinfo=dt.UTC)
        return SessionRecord(
            id=new_id(day, bytes(10)),
            day=date_of(day),
            started_at=started,
            ended_at=started + dt.timedelta(seconds=suggestion.seconds),
            zone="UTC",
            context=Context.POST_RUN,
            level=self.runner.level,
            status=Status.COMPLETED if stop == len(works) else Status.PARTIAL,
            active_seconds=sum(work.seconds * item.done / work.target for work, item in zip(works, sets, strict=True)),
            sets=tuple(sets),
            effort=self.runner.effort(moment),
            pain=self.runner.pain(moment),
            feel=feel,
            touches=Touches(touches[Side.LEFT], touches[Side.RIGHT]) if told else None,
        )

    def _set(self, work: WorkSet, week: int, touches: dict[Side, int]) -> SetRecord:
        done, found = self._body.done(work, week), self._body.touches(work, week)
        if work.side:
            touches[work.side] += found
        pressed = found if self.runner.presses and work.kind is Kind.HOLD else None
        return work.record(done, Outcome.DONE if done >= work.target else Outcome.SHORT, pressed)


def date_of(day: int) -> dt.date:
    """Date of a day of a life, counted from 0."""
    return FIRST_DAY + dt.timedelta(days=day)
