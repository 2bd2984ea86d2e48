"""Plan of a session: its exact phases, laid out from the runner's choices."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from ankle_tui.core.exercises.exercise import Choice, Context, Kind, Level, Part, Side, Tempo, Variation
from ankle_tui.core.history.records import Feel, Outcome, SetRecord

FIRST_LEAD = 10.0
"""Seconds to get ready before the first set, enough to walk from the keyboard to the wall."""

LEAD = 5.0
"""Seconds to get ready before every later set, part of the rest or change of sides before it."""

BETWEEN_EXERCISES = 20.0
"""Seconds from one exercise to the next, including the get-ready (our own choice)."""

SETUP = 20.0
"""Least seconds before a part with a set-up, to move the anchor of a band, including the get-ready (our own choice)."""


class PhaseKind(StrEnum):
    """Kind of a phase."""

    GET_READY = "get-ready"
    WORK = "work"
    CHANGE_SIDES = "change-sides"
    REST = "rest"


class WorkSet(NamedTuple):
    """One set: the smallest piece of work that is counted down, recorded, skipped and repeated.

    It carries its own names and texts, so that a session survives a change of the catalogue.

    Attributes:
        exercise: Id of the exercise.
        exercise_name: Its name on the screen.
        variation: Id of the variation.
        variation_name: Its name on the screen.
        kind: Hold, timed, reps or steps.
        number: Number of the set within the exercise, from 1.
        sets: Sets of the exercise.
        side: Working leg, or None for both.
        part: Part of the set this is, or None.
        target: Seconds, reps or steps to do.
        tempo: Seconds of a rep or step, or None.
        stand: How to get into position.
        cues: Form cues.
        open: True if the set counts up until the runner ends it, as in a test of how long or how many; `target` is then
            a cap, at which it ends by itself.
    """

    exercise: str
    exercise_name: str
    variation: str
    variation_name: str
    kind: Kind
    number: int
    sets: int
    side: Side | None
    part: Part | None
    target: int
    tempo: Tempo | None
    stand: str
    cues: tuple[str, ...]
    open: bool = False

    @property
    def seconds(self) -> float:
        """Seconds the whole set takes at its tempo; of an open set, the most it takes."""
        return self.target * self.tempo.seconds if self.tempo else float(self.target)

    @property
    def part_id(self) -> str:
        """Id of the part, or empty."""
        return self.part.id if self.part else ""

    def record(self, done: float, outcome: Outcome, foot_downs: int | None = None) -> SetRecord:
        """Make the record of the set.

        Args:
            done: Seconds, reps or steps done.
            outcome: Done, short or skipped.
            foot_downs: Touches of the other foot; None where they are not counted.
        """
        return SetRecord(
            exercise=self.exercise,
            variation=self.variation,
            number=self.number,
            side=self.side,
            part=self.part_id or None,
            unit=self.kind.unit,
            target=self.target,
            done=done,
            outcome=outcome,
            foot_downs=foot_downs,
        )


class Phase(NamedTuple):
    """A stretch of the session.

    Attributes:
        kind: Kind of the phase.
        seconds: Length; for counted work, at its tempo; for an open set, up to its cap.
        work: Set of the phase, or the next one if it is a wait.
        set_index: Position of that set among the sets of the plan.
        new_exercise: True if it leads to a different exercise.
    """

    kind: PhaseKind
    seconds: float
    work: WorkSet
    set_index: int
    new_exercise: bool = False

    @property
    def counts_up(self) -> bool:
        """True if it is the work of an open set."""
        return self.kind is PhaseKind.WORK and self.work.open

    @property
    def setup(self) -> str:
        """What to arrange now for the part that comes; empty in work and in the short get-ready before it."""
        if self.kind is PhaseKind.WORK or (self.kind is PhaseKind.GET_READY and self.seconds <= LEAD):
            return ""
        return self.work.part.setup if self.work.part else ""


@dataclass(frozen=True)
class Plan:
    """A whole session, from the first get-ready to the last set.

    Attributes:
        phases: In order; every set has exactly one work phase, right after exactly one get-ready.
        level: The runner's level.
        context: What the session follows, such as an easy run.
        feel: How ankles and legs feel before it; None if not asked.
    """

    phases: tuple[Phase, ...]
    level: Level
    context: Context
    feel: Feel | None = None

    @cached_property
    def work_phases(self) -> tuple[int, ...]:
        """Index of the work phase of every set."""
        return tuple(index for index, phase in enumerate(self.phases) if phase.kind is PhaseKind.WORK)

    def lead(self, number: int) -> int:
        """Index of the phase that leads to a set again: its get-ready, or with a set-up the whole wait before it."""
        ready = self.work_phases[number] - 1
        return ready - 1 if number and self.phases[ready - 1].setup else ready

    @cached_property
    def sets(self) -> tuple[WorkSet, ...]:
        """Every set in order."""
        return tuple(self.phases[index].work for index in self.work_phases)

    @cached_property
    def seconds(self) -> float:
        """Length of the whole session in seconds, without commands on the way; open sets last up to their caps."""
        return self.seconds_after[0] + self.phases[0].seconds

    @cached_property
    def seconds_after(self) -> tuple[float, ...]:
        """Seconds planned after every phase."""
        later = (phase.seconds for phase in reversed(self.phases[1:]))
        return tuple(accumulate(later, initial=0.0))[::-1]


def build_plan(
    choices: Sequence[Choice],
    *,
    level: Level = Level.BEGINNER,
    context: Context = Context.OTHER,
    first_side: Side = Side.LEFT,
    feel: Feel | None = None,
) -> Plan:
    """Lay out a session.

    Each set of per-side work is done with one leg, then with the other, each its full dose; the parts of a set (band
    directions, heel and toe walk) follow each other on the same leg. There is a rest between two sets and a change of
    sides between two legs; the last five seconds of either are a get-ready that says what comes.

    Args:
        choices: Exercises with their doses, in order.
        level: The runner's level, for the record.
        context: What the session follows, for the record.
        first_side: The leg that starts.
        feel: How ankles and legs feel, for the record.

    Raises:
        ValueError: If `choices` is empty.
    """
    if not choices:
        raise ValueError("a session needs at least one exercise")
    phases: list[Phase] = []
    index = 0
    for choice in choices:
        last: WorkSet | None = None
        for work in _sets(choice, first_side):
            phases += _lead(last, work, choice.variation, index)
            phases.append(Phase(PhaseKind.WORK, work.seconds, work, index))
            last, index = work, index + 1
    return Plan(tuple(phases), level, context, feel)


def fit_minutes(choices: Sequence[Choice], minutes: float) -> tuple[Choice, ...]:
    """Cut `choices` to `minutes`: fewer exercises first, from the last, then fewer sets of the first one.

    At least one exercise with one set is left, even if that takes longer.
    """
    kept = tuple(choices)
    while len(kept) > 1 and build_plan(kept).seconds > minutes * 60:
        kept = kept[:-1]
    while len(kept) == 1 and kept[0].dose.sets > 1 and build_plan(kept).seconds > minutes * 60:
        first = kept[0]
        kept = (replace(first, dose=first.dose.changed(sets=first.dose.sets - 1)),)
    return kept


def _sets(choice: Choice, first_side: Side) -> Iterator[WorkSet]:
    variation = choice.variation
    sides = (first_side, first_side.other) if variation.per_side else (None,)
    for number in range(1, choice.dose.sets + 1):
        for side in sides:
            for part in variation.parts or (None,):
                yield WorkSet(
                    exercise=choice.exercise.id,
                    exercise_name=choice.exercise.name,
                    variation=variation.id,
                    variation_name=variation.name,
                    kind=variation.kind,
                    number=number,
                    sets=choice.dose.sets,
                    side=side,
                    part=part,
                    target=choice.dose.amount,
                    tempo=variation.tempo,
                    stand=variation.stand,
                    cues=variation.cues,
                )


def _lead(last: WorkSet | None, work: WorkSet, variation: Variation, index: int) -> list[Phase]:
    """Lay out the wait before `work`: a get-ready, after a rest or change of sides if it is longer; `last` is the set before."""
    new_exercise = last is None
    setup = SETUP if work.part and work.part.setup else 0.0
    if index == 0:
        return [Phase(PhaseKind.GET_READY, max(FIRST_LEAD, setup), work, index, new_exercise)]
    kind, seconds = _wait(last, work, variation)
    seconds = max(seconds, setup)
    lead = Phase(PhaseKind.GET_READY, min(LEAD, seconds), work, index, new_exercise)
    return [Phase(kind, seconds - LEAD, work, index, new_exercise), lead] if seconds > LEAD else [lead]


def _wait(last: WorkSet | None, work: WorkSet, variation: Variation) -> tuple[PhaseKind, float]:
    """Kind and length in seconds of the wait between two sets, including the get-ready."""
    if last is None:
        return PhaseKind.REST, BETWEEN_EXERCISES
    if last.number != work.number:
        return PhaseKind.REST, variation.rest
    if last.side is not work.side:
        return PhaseKind.CHANGE_SIDES, variation.change
    return PhaseKind.REST, variation.part_rest
