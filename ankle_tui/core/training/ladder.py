"""Find the runner's place on each ladder, and the reason: always computed from the history, never stored."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain, repeat
from typing import NamedTuple

from ankle_tui.core.exercises.catalogue import Catalogue, UnknownExercise
from ankle_tui.core.exercises.exercise import Choice, Exercise, Level, Variation
from ankle_tui.core.formatting import gear_words
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.training.attempts import Past
from ankle_tui.core.training.ladder_replay import PAIN_DOWN, LadderReplay, Move, no_more, rung_words, rungs
from ankle_tui.core.training.rules import NEEDS

HOUSEHOLD = frozenset({"wall"})
"""Equipment that everyone has."""
MOST_WORDS = 40
"""Longest reason, in characters."""
OVERRULED = "set by you"
"""Reason for a rung that the runner has set."""
LATER = "for level experienced"
"""Reason for not offering a beginner exercises with equipment that is at hand."""


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
    """Read rungs by exercise; a mistake costs only its rung.

    Args:
        catalogue: All exercises.
        texts: Names of rungs by exercise.

    Returns:
        The rungs, and a line for each mistake.
    """
    found, wrong = {}, []
    for name, text in texts.items():
        try:
            found[name] = Rung.read(catalogue.get(name), text)
        except (UnknownExercise, ValueError) as error:
            wrong.append(f"rungs: {error}")
    return found, tuple(wrong)


@dataclass(frozen=True, slots=True)
class Standing:
    """The runner's place on a ladder.

    Attributes:
        exercise: The exercise.
        position: The next rung, as an index in `rungs(exercise)`.
        choice: The next rung as a choice.
        lighter: Dose one step easier and no larger; at the bottom the same.
        steady: Dose for a day without progression: the last rung done, capped at the next one's size.
        move: The direction from the last rung done to the next.
        why: The reason, in at most `MOST_WORDS` characters.
        done: The last rung done, or None.
        last: Last training day with the exercise, or None.
        barred: For every rung what it requires first, or empty.
        tried: All rungs ever done.
        pin: The rung that the runner has set, or None.
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
    barred: tuple[str, ...]
    tried: Set[int]
    pin: int | None

    @property
    def missing(self) -> str:
        """Equipment without which the exercise cannot be done at all; empty if it can."""
        return self.barred[self.position]

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
    def next_time(self) -> str:
        """Next rung, for the end of a session: `Next time: 45 s`."""
        return f"Next time: {self.coming}"

    @property
    def change(self) -> str:
        """Move and reason, for the end of a session: `up: 30 s clean twice`; empty without a move."""
        if self.done is None or self.done == self.position or self.move not in {Move.UP, Move.DOWN}:
            return ""
        # At the end of a session, the last time is this one.
        return f"{self.move}: {self.why.removesuffix(' last time')}"


def move_words(standing: Standing) -> str:
    """Move and reason in words: `One step up: 60 s clean twice`."""
    done, why = standing.done, standing.why
    if standing.missing:
        words = f"Not offered yet: {standing.missing}"
    elif why == OVERRULED:
        words = "Set by you"
    elif standing.move is Move.START:
        words = "Not done yet: this is where you start"
    elif done is None:  # the first rung is barred
        words = f"Start here: {why}"
    elif standing.move is Move.HOLD or done == standing.position:
        words = f"Stay: {why}"
    elif abs(done - standing.position) > 1:
        words = f"{'Up' if standing.move is Move.UP else 'Easier'}: {why}"
    else:
        words = f"One step {standing.move}: {why}"
    return words


def standings(
    catalogue: Catalogue,
    sessions: Iterable[SessionRecord],
    *,
    today: dt.date,
    level: Level,
    equipment: Set[str] = frozenset(),
    overrides: Mapping[str, Rung] | None = None,
) -> dict[str, Standing]:
    """Find the runner's place on every ladder, the cooldown's included.

    A ladder follows the sets done. It moves up a rung when the same dose was met in the last two sessions with it
    (`TWICE`). It moves down a rung when the dose was missed in two sessions running, when the last session ended with
    much pain, or after a long break. A good session one rung lower (after a hard run, on a sore day) or with fewer sets
    (for lack of time) moves nothing; any other change by the runner counts as the dose it is. A session too short to
    count as training moves nothing either, unless it ended with much pain.

    Args:
        catalogue: All exercises.
        sessions: The sessions, in any order.
        today: The present training day.
        level: Where each ladder starts; a beginner uses no equipment.
        equipment: Equipment at hand, by the names of the catalogue.
        overrides: Rungs that the runner has set, by exercise. They stay until removed; only two misses or much pain
            lead one rung below the last one done.

    Returns:
        By the id of the exercise, in the order of the catalogue.
    """
    past = Past(catalogue, filter(_weighs, sessions))
    later = equipment if level is Level.BEGINNER else frozenset[str]()
    have = (HOUSEHOLD | equipment) - (later - HOUSEHOLD)
    pinned = overrides or {}
    return {
        exercise.id: _standing(
            exercise, past, today, level=level, have=have, later=later, override=pinned.get(exercise.id)
        )
        for exercise in catalogue
    }


def after(
    catalogue: Catalogue,
    sessions: Iterable[SessionRecord],
    record: SessionRecord,
    *,
    level: Level,
    equipment: Set[str] = frozenset(),
    overrides: Mapping[str, Rung] | None = None,
) -> tuple[Standing, ...]:
    """Find the places to which a session has led the ladders, for its summary.

    Args:
        catalogue: All exercises.
        sessions: The sessions; the one in question may be among them.
        record: The session, with its last edits.
        level: As for `standings`.
        equipment: As for `standings`.
        overrides: As for `standings`.

    Returns:
        The ladders of the exercises done, in the order of the session.
    """
    known = [*(session for session in sessions if session.id != record.id), record]
    found = standings(catalogue, known, today=record.day, level=level, equipment=equipment, overrides=overrides)
    worked = dict.fromkeys(item.exercise for item in record.sets if item.done)
    return tuple(found[exercise] for exercise in worked if exercise in found)


def brief(text: str) -> str:
    """Cut a reason that a long name of the runner's own makes too long."""
    return text if len(text) <= MOST_WORDS else f"{text[: MOST_WORDS - 1]}…"


def _standing(
    exercise: Exercise,
    past: Past,
    today: dt.date,
    *,
    level: Level,
    have: Set[str],
    later: Set[str],
    override: Rung | None,
) -> Standing:
    ladder = rungs(exercise)
    places = [Rung(variation.id, step) for variation in exercise.variations for step in range(len(variation.doses))]
    pin = places.index(override) if override in places else None
    lacks = _by_rung(exercise, lambda variation: _lacking(variation, have, later))
    barred = _by_rung(exercise, lambda variation: _lacking(variation, have, later) or _asked(exercise, variation, past))
    climb = LadderReplay(ladder, ladder.index(Choice.start(exercise, level)), barred, pin)
    last: dt.date | None = None
    tried: set[int] = set()
    for attempt in past.attempts[exercise.id]:
        _return(climb, past, last, attempt.day)
        tried.add(climb.take(attempt))
        last = attempt.day
    if pin is None:
        _return(climb, past, last, today)
    else:
        barred = lacks  # the runner may overrule a requirement, but cannot do without a band
        _overrule(climb, pin)
    position = _nearest(barred, climb.position)
    if position != climb.position:
        down = climb.done is not None and position < climb.done
        climb.move, climb.why = Move.DOWN if down else Move.HOLD, barred[climb.position]
    below = _nearest(barred, max(position - 1, 0), position)
    known = _nearest(barred, min(position, position if climb.done is None else climb.done), position)
    return Standing(
        exercise=exercise,
        position=position,
        choice=ladder[position],
        lighter=no_more(ladder[below], ladder[position]),
        steady=no_more(ladder[known], ladder[position]),
        move=climb.move,
        why=climb.why,
        done=climb.done,
        last=past.last.get(exercise.id),
        barred=barred,
        tried=frozenset(tried),
        pin=pin,
    )


def _weighs(session: SessionRecord) -> bool:
    """True if a session can move a ladder: it counts as training, or ended with much pain."""
    return session.counts or (session.pain is not None and session.pain >= PAIN_DOWN)


def _return(climb: LadderReplay, past: Past, last: dt.date | None, day: dt.date) -> None:
    """After a long break, begin one step below the last rung done."""
    if last and climb.done is not None and past.away(last, day):
        climb.step_down(min(climb.position, climb.done) - 1, f"not done for {(day - last).days} days")


def _overrule(climb: LadderReplay, pin: int) -> None:
    """Go to the rung that the runner has set, or one below the last one done if that went wrong."""
    if climb.warned and climb.done is not None and climb.done <= pin:
        climb.step_down(climb.done - 1, climb.why)
    else:
        climb.position, climb.move, climb.why = pin, Move.HOLD, OVERRULED


def _nearest(barred: Sequence[str], position: int, otherwise: int | None = None) -> int:
    """Nearest rung at or below `position` that is not barred; without one `otherwise` or `position`."""
    for place in range(position, -1, -1):
        if not barred[place]:
            return place
    return position if otherwise is None else otherwise


def _by_rung(exercise: Exercise, asks: Callable[[Variation], str]) -> tuple[str, ...]:
    """Requirement of every rung, the same for all doses of a variation."""
    return tuple(chain.from_iterable(repeat(asks(item), len(item.doses)) for item in exercise.variations))


def _lacking(variation: Variation, have: Set[str], later: Set[str]) -> str:
    """Equipment that a variation lacks, or that is for another level."""
    lacks = [name for name in variation.equipment if name not in have]
    missing = next((name for name in lacks if name not in later), None)
    if missing:
        return brief(f"needs a {gear_words(missing)}")
    return LATER if lacks else ""


def _asked(exercise: Exercise, variation: Variation, past: Past) -> str:
    needs = NEEDS.get((exercise.id, variation.id), ())
    return next((need.words for need in needs if not need.met(past.attempts.get(need.exercise, ()))), "")
