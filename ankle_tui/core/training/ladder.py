"""Find the runner's place on each ladder, and the reason: always computed from the history, never stored."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple, Required, TypedDict, Unpack

from ankle_tui.core.exercises.catalogue import Catalogue, UnknownExercise
from ankle_tui.core.exercises.exercise import Choice, Exercise, Level, Variation
from ankle_tui.core.formatting import gear_words
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.training.fitting import longest_rung
from ankle_tui.core.training.ladder_replay import LadderReplay, LanePlace, Move
from ankle_tui.core.training.ladder_wording import (
    COUNT_TOUCHES,
    OVERRULED,
    TOP,
    TOPS,
    brake_words,
    brief,
    change_words,
    good_words,
    rung_words,
)
from ankle_tui.core.training.lanes import no_more, rungs
from ankle_tui.core.training.rules import BRAKE, HOPS
from ankle_tui.core.training.timeline import Timeline

HOUSEHOLD = frozenset({"wall"})
"""Equipment that everyone has."""
_ONE_LEG = "one-leg"


class Rung(NamedTuple):
    """A place on a ladder, which settings and catalogue name as `eyes-closed-firm 2`.

    Attributes:
        variation: Id of the variation.
        step: Index in its doses.
    """

    variation: str
    step: int

    def __str__(self) -> str:
        return f"{self.variation} {self.step + 1}"

    @classmethod
    def read(cls, exercise: Exercise, text: str) -> "Rung":
        """Read a rung by its name; without a number it is the first dose.

        Raises:
            ValueError: If the exercise does not have it.
        """
        for choice in rungs(exercise):
            rung = cls.of(choice)
            if text in {str(rung), rung.variation}:
                return rung
        raise ValueError(f'{exercise.id} has no step called "{text}"')

    @classmethod
    def of(cls, choice: Choice) -> "Rung":
        """Rung of a dose of the catalogue."""
        return cls(choice.variation.id, choice.variation.doses.index(choice.dose))


def read_rungs(catalogue: Catalogue, texts: Mapping[str, str]) -> tuple[dict[str, Rung], tuple[str, ...]]:
    """Read rungs by exercise; a slip costs only its rung.

    Args:
        catalogue: All exercises.
        texts: Names of rungs by exercise.

    Returns:
        The rungs, and a line for each slip.
    """
    found, wrong = {}, []
    for name, text in texts.items():
        try:
            found[name] = Rung.read(catalogue.get(name), text)
        except (UnknownExercise, ValueError) as error:
            wrong.append(f"rungs: {error}")
    return found, tuple(wrong)


class Standing(NamedTuple):
    """The runner's place on a ladder.

    Attributes:
        exercise: The exercise.
        position: The next rung, as an index in `rungs(exercise)`.
        choice: The next rung as a choice.
        lighter: Dose one step easier and no larger; at the bottom the same.
        steady: Dose for a day without progression: the last rung done, capped at the next one's size.
        move: The direction from the last rung done to the next.
        why: The reason.
        done: The last rung done where the next one is, or None.
        last: Last training day with the exercise, or None.
        last_sets: Sets of the last attempt, 0 without one.
        last_parts: Parts of the last attempt.
        barred: For every rung what it requires first, or empty; nothing for one that the runner has set.
        tried: The last day of every rung ever done.
        pin: The rung that the runner has set, or None.
        good: Good sessions at the next rung so far, and those that the rung after it takes; None at the top.
        waits: What the rung after the next one waits for, in a few words.
        raised: Day of the last rung up, or None.
        worked: What the last session moved in a lane whose turn is over, or empty.
        hint: What alone still keeps the next rung back: touches to count, days, what opens it; empty otherwise.
        lanes: The next rung in every lane; None in one that asks for nothing of its own.
        following: The rung after the next one in its lane; None at the top, or at a rung that the runner has set.
        needed: Good sessions that alone it still waits for; 0 if it waits for something else.
    """

    exercise: Exercise
    position: int
    choice: Choice
    lighter: Choice
    steady: Choice
    move: Move
    why: str
    done: int | None
    last: dt.date | None
    last_sets: int
    last_parts: Set[str]
    barred: tuple[str, ...]
    tried: Mapping[int, dt.date]
    pin: int | None
    good: tuple[float, float] | None
    waits: str
    raised: dt.date | None
    worked: str
    hint: str
    lanes: tuple[int | None, ...]
    following: Choice | None
    needed: int

    @property
    def missing(self) -> str:
        """Equipment without which the exercise cannot be done at all; empty if it can."""
        return self.barred[self.position]

    @property
    def asks_touches(self) -> bool:
        """True if only the count of touches was missing for a good session."""
        return self.waits == COUNT_TOUCHES

    @property
    def coming(self) -> str:
        """Next rung, told from the last one: `45 s`, `45 s again`, `eyes closed, firm floor, 30 s`."""
        words = rung_words(self.choice)
        if self.done is not None:
            before = rungs(self.exercise)[self.done]
            if before.variation.id != self.choice.variation.id:
                words = f"{self.choice.variation.name}, {words}"
            elif self.done == self.position:
                words = f"{words} again"
        return words

    @property
    def change(self) -> str:
        """Move and reason, for the end of a session: `up: 30 s good twice`; empty without a move."""
        if self.worked or self.done is None or self.done == self.position or self.move not in {Move.UP, Move.DOWN}:
            return self.worked
        return change_words(self.move, self.why)


def move_words(standing: Standing) -> str:
    """Move and reason in words: `One step up: 60 s good twice`."""
    done, why = standing.done, standing.why
    if standing.missing:
        words = f"Not offered yet: {standing.missing}"
    elif why == OVERRULED:
        words = "Set by you"
    elif standing.move is Move.START:
        words = "Not done yet: this is where you start"
    elif standing.move is Move.HOLD or done == standing.position:
        words = f"Stay: {why}"
    elif done is not None and abs(done - standing.position) > 1:
        words = f"{'Up' if standing.move is Move.UP else 'Easier'}: {why}"
    else:
        words = f"One step {standing.move}: {why}"
    return words


class Runner(TypedDict, total=False):
    """What the coach knows of a runner beside the history.

    Attributes:
        level: Where each ladder starts.
        equipment: Equipment at hand, by the names of the catalogue; a wall is always there.
        minutes: Minutes for a session; a rung of which not even half would fit is not reached. None for no limit.
        overrides: Rungs that the runner has set, by exercise. They stay until removed; only two misses or much pain
            lead one rung below.
        sprained: Day on which the runner told of a sprain in the year before, or None; ladders start a rung lower.
        tests: Self-tests up to today, which open hops on one leg and move nothing else.
    """

    level: Required[Level]
    equipment: Set[str]
    minutes: float | None
    overrides: Mapping[str, Rung] | None
    sprained: dt.date | None
    tests: Sequence[SelfTestRecord]


def standings(
    catalogue: Catalogue, sessions: Iterable[SessionRecord], *, today: dt.date, **runner: Unpack[Runner]
) -> dict[str, Standing]:
    """Find the runner's place on every ladder, the cooldown's included.

    Two good sessions on different days lead a rung up, at most once in `BRAKE` days; two missed ones running, much
    pain or a break lead down. The catalogue says what each variation opens after; `rules` has the numbers.

    Args:
        catalogue: All exercises.
        sessions: The sessions, in any order.
        today: The present training day.
        **runner: What is known of the runner.

    Returns:
        By the id of the exercise, in the order of the catalogue.
    """
    timeline = Timeline(catalogue, sessions, today, runner.get("sprained"), runner.get("tests", ()))
    return {exercise.id: _standing(exercise, timeline, runner) for exercise in catalogue}


def after(
    catalogue: Catalogue, sessions: Iterable[SessionRecord], record: SessionRecord, **runner: Unpack[Runner]
) -> tuple[Standing, ...]:
    """Find the places to which a session has led the ladders, for its summary.

    Args:
        catalogue: All exercises.
        sessions: The sessions; the one in question may be among them.
        record: The session, with its last edits.
        **runner: What is known of the runner.

    Returns:
        The ladders of the exercises done, in the order of the session.
    """
    known = [*(session for session in sessions if session.id != record.id), record]
    found = standings(catalogue, known, today=record.day, **runner)
    worked = dict.fromkeys(item.exercise for item in record.sets if item.done)
    return tuple(found[exercise] for exercise in worked if exercise in found)


def hops_on_one_leg(found: Mapping[str, Standing]) -> bool:
    """True if sessions and gates have led the hops to free hops on one leg; a rung that the runner has set tells nothing."""
    hops = found.get(HOPS)
    return hops is not None and hops.pin is None and hops.choice.variation.id == _ONE_LEG


def _standing(exercise: Exercise, timeline: Timeline, runner: Runner) -> Standing:
    ladder = rungs(exercise)
    first = max(ladder.index(Choice.start(exercise, runner["level"])) - (timeline.sprained is not None), 0)
    have = HOUSEHOLD | runner.get("equipment", frozenset())
    override = (runner.get("overrides") or {}).get(exercise.id)
    lacks = {variation.id: _lacking(variation, have) for variation in exercise.variations}
    replay = LadderReplay(exercise, first, timeline, lacks, longest_rung(exercise, runner.get("minutes")))
    replay.run()
    lane = replay.turn()
    at = replay.offered(lane)
    position, move, why = lane.steps[at].place, lane.move, lane.why
    if at != lane.at:
        move, why = Move.HOLD, lacks[lane.step.variation.id]
    pin = next((place for place, choice in enumerate(ladder) if Rung.of(choice) == override), None)
    barred = _barred(exercise, replay, lacks)
    if pin is not None and (lack := lacks[ladder[pin].variation.id]):
        move, why = Move.HOLD, lack
    elif pin is not None:
        position, move, why = pin, Move.HOLD, OVERRULED
        if replay.warned and replay.below(pin) != pin:
            position, move, why = replay.below(pin), Move.DOWN, replay.warned
        barred = (*barred[:position], "", *barred[position + 1 :])
    done = None if lane.done is None else lane.steps[lane.done].place
    known = position if done is None else min(position, done)
    attempts, waits = timeline.attempts[exercise.id], _waits(replay, lane, timeline)
    return Standing(
        exercise=exercise,
        position=position,
        choice=ladder[position],
        lighter=no_more(ladder[replay.below(position)], ladder[position]),
        steady=no_more(ladder[known], ladder[position]),
        move=move,
        why=brief(why),
        done=done,
        last=timeline.last.get(exercise.id),
        last_sets=attempts[-1].number if attempts else 0,
        last_parts=attempts[-1].parts if attempts else frozenset(),
        barred=barred,
        tried=replay.tried,
        pin=pin,
        good=(lane.good, lane.good + lane.needed) if lane.following else None,
        waits=waits,
        raised=replay.raised,
        worked=_worked(replay.worked, lane),
        hint=waits if lane.following and pin is None and (lane.uncounted or lane.needed <= 0) else "",
        lanes=_lanes(replay),
        following=lane.following.choice if lane.following and pin is None else None,
        needed=-int(-lane.needed // 1) if lane.needed > 0 and waits == good_words(lane.needed, lane.limit) else 0,
    )


def _lanes(replay: LadderReplay) -> tuple[int | None, ...]:
    """The next rung in every lane; None in one that asks for nothing of its own."""
    found = replay.open_lanes
    return tuple(lane.steps[replay.offered(lane)].place if lane in found else None for lane in replay.lanes)


def _lacking(variation: Variation, have: Set[str]) -> str:
    """Equipment that a variation lacks, in words; empty if it is there."""
    missing = next((name for name in variation.equipment if name not in have), None)
    return brief(f"needs a {gear_words(missing)}") if missing else ""


def _barred(exercise: Exercise, replay: LadderReplay, lacks: Mapping[str, str]) -> tuple[str, ...]:
    """What every rung requires first: equipment, or what its variation opens after."""
    first = {variation.id: lacks[variation.id] or replay.opens_after(variation) for variation in exercise.variations}
    return tuple(first[choice.variation.id] for choice in rungs(exercise))


def _waits(replay: LadderReplay, lane: LanePlace, timeline: Timeline) -> str:
    """What the rung after the next one of a lane waits for, the thing that lasts longest first."""
    if lane.following is None:
        return TOPS.get(lane.step.choice.exercise.id, TOP)
    if closed := replay.waits(lane):
        return closed
    if lane.uncounted:
        return COUNT_TOUCHES
    if lane.needed > 0:
        return good_words(lane.needed, lane.limit)
    if held := timeline.holds_back(len(timeline.sessions), timeline.today):
        return held
    days = BRAKE - (timeline.today - replay.raised).days if replay.raised else 0
    return brake_words(days) if days > 0 else ""


def _worked(worked: LanePlace | None, turn: LanePlace) -> str:
    """What the last session moved in another lane than the one whose turn it is."""
    if worked is None or worked is turn or worked.move not in {Move.UP, Move.DOWN}:
        return ""
    step = worked.step.choice
    return f"{step.variation.name} {change_words(worked.move, worked.why)}"
