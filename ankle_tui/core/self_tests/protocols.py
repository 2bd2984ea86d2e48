"""Rules of the four self-tests: their plans, what counts of the trials, and the conditions that must stay the same."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Choice, Context, Dose, Kind, Level, Part, Side, Tempo
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.history.self_tests import SelfTestRecord, Trial
from ankle_tui.core.session.plan import (
    BETWEEN_EXERCISES,
    FIRST_LEAD,
    LEAD,
    Phase,
    PhaseKind,
    Plan,
    WorkSet,
    build_plan,
)

OPEN_EYES, CLOSED_EYES = "eyes-open", "eyes-closed"
"""Parts of the stance."""
LEAST_BEFORE_CLOSED = 15.0
"""Seconds that each leg must stand with open eyes before they are closed. Our own choice."""
STEP = 0.5
"""Smallest difference, in seconds or centimetres, that is kept: nothing finer is honest."""
WARM_UP = (("calf-raise", "both-legs"), ("ankle-circles", "seated"))
"""Ten double heel raises, as before the heel-raise protocol of Sleeswijk Visser's thesis, and ten circles each way."""
WARM_UP_REPS = 10
WARM_UP_MINUTES = 4
MOST_CENTIMETRES = 50
"""Largest distance that can be typed."""

_WHEN = attrgetter("day", "started_at", "id")


class SelfTestId(StrEnum):
    """A self-test, in the order in which several are done: the tiring ones last, which is our own choice."""

    WALL = "wall"
    STANCE = "stance"
    RAISE = "raise"
    HOP = "hop"


class Measure(StrEnum):
    """The unit of a result."""

    SECONDS = "s"
    REPS = "reps"
    CENTIMETRES = "cm"


class Counts(StrEnum):
    """What counts of the trials of a leg."""

    MEAN = "mean"
    """Their mean, once all are done."""
    MOST = "most"
    LEAST = "least"


class ConditionId(StrEnum):
    """A condition that must be the same in two tests to compare them."""

    FOOTWEAR = "footwear"
    SURFACE = "surface"
    DISTANCE = "distance"
    FIRST_LEG = "first_leg"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of a test.

    Attributes:
        id: Its name in the record.
        choices: Its values in the record, the usual one first.
    """

    id: ConditionId
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Protocol:
    """The rules of a test.

    Attributes:
        id: The test.
        version: Raised by every change of the rules, which starts another series.
        name: Its name on the screen.
        unit: Unit of a result.
        counts: What counts of the trials of a leg.
        trials: Trials of each leg, in each part.
        minutes: How long it takes a runner under 40, without the warm-up.
        stand: How to get into position, short and imperative.
        ends: What ends a trial, each to follow "ends when".
        conditions: What is asked beside the leg that begins.
        cues: Form cues; none for a test without a clock.
        kind: How a trial is done; None for a number that is typed.
        cap: Seconds or reps at which a trial ends by itself.
        rest: Seconds from one trial to the next, whichever leg it is.
        tempo: Seconds of a rep, or None.
        parts: Parts in order, or empty.
    """

    id: SelfTestId
    version: int
    name: str
    unit: Measure
    counts: Counts
    trials: int
    minutes: int
    stand: str
    ends: tuple[str, ...]
    conditions: tuple[Condition, ...]
    cues: tuple[str, ...] = ()
    kind: Kind | None = None
    cap: int = 0
    rest: float = 0.0
    tempo: Tempo | None = None
    parts: tuple[Part, ...] = ()

    @property
    def part_ids(self) -> tuple[str, ...]:
        """Ids of its parts; one empty id for a test without parts."""
        return tuple(part.id for part in self.parts) or ("",)

    @property
    def most(self) -> float:
        """Largest value of a trial."""
        return float(self.cap or MOST_CENTIMETRES)

    def counts_as_trial(self, value: float) -> bool:
        """True if a value is a result: no seconds and no reps are a trial left out, while a toe may touch the wall."""
        return value > 0 or self.unit is Measure.CENTIMETRES


BAREFOOT, SHOES = "barefoot", "shoes"
FLOOR, WEDGE = "floor", "wedge"
_FOOTWEAR = Condition(ConditionId.FOOTWEAR, (BAREFOOT, SHOES))

PROTOCOLS: Mapping[SelfTestId, Protocol] = {
    protocol.id: protocol
    for protocol in (
        Protocol(
            id=SelfTestId.WALL,
            version=1,
            name="Knee to wall",
            unit=Measure.CENTIMETRES,
            counts=Counts.MOST,  # quoted from Physiopedia: best of three, the great toe's distance to the wall
            trials=3,
            minutes=3,
            stand="Foot pointing straight at the wall, toes to it",
            ends=("the knee no longer reaches the wall with the heel down",),
            conditions=(_FOOTWEAR,),
        ),
        Protocol(
            id=SelfTestId.STANCE,
            version=1,
            name="One-leg stance",
            unit=Measure.SECONDS,
            counts=Counts.MEAN,
            trials=3,
            minutes=11,
            stand="Wall within reach, arms crossed on the chest",
            ends=(
                "the arms uncross",
                "the raised foot touches the floor or the other leg",
                "the standing foot moves",
                "closed eyes open",
            ),
            conditions=(_FOOTWEAR,),
            cues=("Arms stay crossed", "The raised foot touches nothing"),
            kind=Kind.HOLD,
            cap=45,  # quoted from Springer 2007 by three others, who agree
            rest=30.0,  # our own choice
            parts=(
                Part(OPEN_EYES, "EYES OPEN", "Lift the foot at GO, eyes on one point"),
                Part(CLOSED_EYES, "EYES CLOSED", "Close your eyes at GO"),
            ),
        ),
        Protocol(
            id=SelfTestId.RAISE,
            version=1,
            name="Heel raise",
            unit=Measure.REPS,
            counts=Counts.MOST,
            trials=1,
            minutes=4,
            stand="On one leg, fingertips on the wall at shoulder height",
            ends=(
                "height, pace or the straight knee is lost twice running",
                "more than the fingertips lean on the wall twice running",
                "you stop",
            ),
            conditions=(_FOOTWEAR, Condition(ConditionId.SURFACE, (FLOOR, WEDGE))),
            cues=("Full height every time", "Knee straight", "Fingertips only"),
            kind=Kind.REPS,
            cap=100,  # our own choice
            rest=120.0,  # like the tempo as in the thesis of Sleeswijk Visser, chapter 3
            tempo=Tempo(up=1, down=1),
        ),
        Protocol(
            id=SelfTestId.HOP,
            version=1,
            name="Side hop",
            unit=Measure.SECONDS,
            counts=Counts.LEAST,
            trials=2,
            minutes=7,
            stand="On one leg beside two lines 30 cm apart",
            ends=("you have landed 20 times without touching a line",),
            conditions=(_FOOTWEAR, Condition(ConditionId.DISTANCE, ("30 cm",))),
            cues=("Ten times there and back", "As fast as clean", "Stop the clock at landing 20"),
            kind=Kind.TIMED,
            cap=60,  # like the rest our own choice
            rest=120.0,
        ),
    )
}
"""The rules in force, in the order in which several tests are done."""


def protocol_of(record: SelfTestRecord) -> Protocol | None:
    """Find the rules of a record; None for a test or rules that this version does not know."""
    found = next((protocol for protocol in PROTOCOLS.values() if protocol.id.value == record.test), None)
    return found if found and found.version == record.protocol else None


def warm_up_choices(catalogue: Catalogue) -> tuple[Choice, ...]:
    """Choose the warm-up before the first test of a day."""
    found = ((exercise, exercise.variation(name)) for id_, name in WARM_UP for exercise in [catalogue.get(id_)])
    return tuple(Choice(exercise, variation, Dose(1, WARM_UP_REPS)) for exercise, variation in found)


def self_test_plan(
    protocol: Protocol,
    *,
    first_side: Side,
    warm_up: Sequence[Choice] = (),
) -> Plan:
    """Lay out a test as open sets, each with its get-ready.

    The legs take turns: what is learnt and what tires in six trials then falls on both alike, and each rests while the
    other one stands.

    Args:
        protocol: The rules.
        first_side: The leg that begins.
        warm_up: Choices to begin with, as `warm_up_choices` gives them.

    Raises:
        ValueError: If the test is a number that is typed.
    """
    phases = list(build_plan(warm_up, first_side=first_side).phases) if warm_up else []
    index = phases[-1].set_index + 1 if phases else 0
    last: WorkSet | None = None
    for work in _trials(protocol, first_side):
        phases += [*_wait(last, work, protocol.rest, index), Phase(PhaseKind.WORK, work.seconds, work, index)]
        last, index = work, index + 1
    return Plan(tuple(phases), Level.BEGINNER, Context.OTHER)


def _trials(protocol: Protocol, first_side: Side) -> Iterator[WorkSet]:
    if protocol.kind is None:
        raise ValueError(f"{protocol.id} is typed, not timed")
    for part in protocol.parts or (None,):
        for number in range(1, protocol.trials + 1):
            for side in (first_side, first_side.other):
                yield WorkSet(
                    exercise=f"test-{protocol.id}",  # no exercise's id: no ladder may take a trial for training
                    exercise_name=protocol.name,
                    variation=part.id if part else protocol.id.value,
                    variation_name=part.name.lower() if part else "test",
                    kind=protocol.kind,
                    number=number,
                    sets=protocol.trials,
                    side=side,
                    part=part,
                    target=protocol.cap,
                    tempo=protocol.tempo,
                    stand=protocol.stand,
                    cues=protocol.cues,
                    open=True,
                )


def _wait(last: WorkSet | None, work: WorkSet, rest: float, index: int) -> list[Phase]:
    """Lay out the wait before a trial; its last seconds are a get-ready."""
    if index == 0:
        return [Phase(PhaseKind.GET_READY, FIRST_LEAD, work, index, new_exercise=True)]
    kind, new = PhaseKind.REST, last is None
    if last and (last.part, last.number) == (work.part, work.number):
        kind = PhaseKind.CHANGE_SIDES
    seconds = BETWEEN_EXERCISES if new else rest
    return [Phase(kind, seconds - LEAD, work, index, new), Phase(PhaseKind.GET_READY, LEAD, work, index, new)]


def eyes_may_close(trials: Iterable[Trial], *, fell: bool = False) -> bool:
    """True if the stance goes on with closed eyes after these trials.

    Each leg has stood for `LEAST_BEFORE_CLOSED` seconds in the mean. One leg alone would compare nothing.

    Args:
        trials: The trials so far.
        fell: True if the runner has fallen, or nearly so.
    """
    times: dict[Side, list[float]] = {side: [] for side in Side}
    for trial in trials:
        if trial.part == OPEN_EYES:
            times[trial.side].append(trial.value)
    return not fell and all(found and _mean(found) >= LEAST_BEFORE_CLOSED for found in times.values())


def trials_of(plan: Plan, record: SessionRecord) -> tuple[Trial, ...]:
    """Read the trials that were done from the record of a plan, to half a second; the warm-up is none.

    Args:
        plan: The plan of a test.
        record: What was done of it, set by set.
    """
    return tuple(
        Trial(work.side, to_step(done.done), done.part or "")
        for work, done in zip(plan.sets, record.sets, strict=True)
        if work.open and work.side and done.done
    )


def to_step(value: float) -> float:
    """Round to the nearest `STEP`, half of one up."""
    return math.floor(value / STEP + 0.5) * STEP


def value_of(record: SelfTestRecord, side: Side, part: str = "") -> float | None:
    """What counts of the trials of a leg: their mean, the most or the least; None if there is nothing that counts.

    Args:
        record: A test.
        side: The leg.
        part: Id of the part, empty for a test without parts.
    """
    protocol = protocol_of(record)
    values = [trial.value for trial in record.trials if (trial.side, trial.part) == (side, part)]
    if protocol is None or not values:
        return None
    match protocol.counts:
        case Counts.MEAN:
            return _mean(values) if len(values) >= protocol.trials else None
        case Counts.LEAST:
            return min(filter(None, values), default=None)
    return max(values)


def best_by_side(record: SelfTestRecord, part: str = "") -> dict[Side, float]:
    """What counts of each leg, as `value_of` has it; a leg without it is absent."""
    found = {side: value_of(record, side, part) for side in Side}
    return {side: value for side, value in found.items() if value is not None}


def conditions_of(
    protocol: Protocol, first_side: Side, wanted: Mapping[str, object] | None = None
) -> dict[str, object]:
    """Name the conditions of a test, the usual ones where nothing or something unknown is wanted."""
    found: dict[str, object] = {ConditionId.FIRST_LEG.value: first_side.value}
    for condition in protocol.conditions:
        value = (wanted or {}).get(condition.id)
        found[condition.id.value] = value if value in condition.choices else condition.choices[0]
    return found


def usual_conditions(protocol: Protocol, records: Iterable[SelfTestRecord], first_side: Side) -> dict[str, object]:
    """Conditions to offer: those of the last test, leg included, so that its series goes on.

    Args:
        protocol: The rules.
        records: All self-tests, in any order.
        first_side: The leg that begins if there was none.
    """
    last = max((record for record in records if protocol_of(record) is protocol), key=_WHEN, default=None)
    if last is None:
        return conditions_of(protocol, first_side)
    return conditions_of(protocol, first_leg(last.conditions, first_side), last.conditions)


def first_leg(conditions: Mapping[str, object], usual: Side = Side.LEFT) -> Side:
    """The leg that begins under some conditions, `usual` where they name none."""
    leg = conditions.get(ConditionId.FIRST_LEG)
    return next((side for side in Side if side.value == leg), usual)


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)
