"""Where the runner stands on each exercise's ladder, and why: worked out anew from what was done, never stored."""

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
"""What everybody has."""
MOST_WORDS = 40
"""The longest reason there is, in characters."""
OVERRULED = "set by you"
"""Why a ladder stands where the runner has put it."""
LATER = "for level experienced"
"""Why a beginner is not offered what needs equipment, though it is at hand."""


class Rung(NamedTuple):
    """A place on a ladder, as the runner's own settings name it: `eyes-closed-firm 2`, like the catalogue's starts.

    Attributes:
        variation: Id of the variation.
        step: The position in its dose ladder, from 0.
    """

    variation: str
    step: int

    def __str__(self) -> str:
        return f"{self.variation} {self.step + 1}"

    @classmethod
    def read(cls, exercise: Exercise, text: str) -> "Rung":
        """A rung from its name; without a number it is the first dose.

        Raises:
            ValueError: If the exercise has no such rung.
        """
        for choice in rungs(exercise):
            rung = cls.of(choice)
            if text in {str(rung), rung.variation}:
                return rung
        raise ValueError(f'{exercise.id} has no step called "{text}"')

    @classmethod
    def of(cls, choice: Choice) -> "Rung":
        """The rung of a dose of the catalogue."""
        return cls(choice.variation.id, choice.variation.doses.index(choice.dose))


def read_rungs(catalogue: Catalogue, texts: Mapping[str, str]) -> tuple[dict[str, Rung], tuple[str, ...]]:
    """Read rungs by exercise; a mistake costs only its rung.

    Args:
        catalogue: The exercises there are.
        texts: As the settings have them.

    Returns:
        The rungs, and what is wrong with the others, a line each.
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
    """Where the runner stands on a ladder.

    Attributes:
        exercise: The exercise.
        position: The rung to do next, its place among `rungs(exercise)`.
        choice: The same as a choice.
        lighter: One step easier, and no more of it; the same at the bottom.
        steady: No harder than what was done last, nor more of it than what comes next.
        move: Where that goes from what was done last.
        why: The reason, in at most `MOST_WORDS` characters.
        done: The rung that was done last, or None.
        last: The last training day with anything of the exercise, or None.
        barred: For every rung what it asks for first, or empty.
        tried: The rungs that were done at any time.
        pin: The rung the runner has set, or None.
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
        """What must be there before anything of the exercise can be done; empty if nothing is in the way."""
        return self.barred[self.position]

    @property
    def coming(self) -> str:
        """What comes next after what was done last: `45 s`, `45 s again`, `eyes closed, firm floor, 30 s`."""
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
        """What comes next, for the end of a session: `Next time: 45 s`."""
        return f"Next time: {self.coming}"

    @property
    def change(self) -> str:
        """Why it goes up or down, for the end of a session: `up: 30 s clean twice`; empty when it stays."""
        if self.done is None or self.done == self.position or self.move not in {Move.UP, Move.DOWN}:
            return ""
        return f"{self.move}: {self.why.removesuffix(' last time')}"  # which was this one


def move_words(standing: Standing) -> str:
    """Where a ladder goes from what was done last, and why: `One step up: 60 s clean twice`."""
    done, why = standing.done, standing.why
    if standing.missing:
        words = f"Not offered yet: {standing.missing}"
    elif why == OVERRULED:
        words = "Set by you"
    elif standing.move is Move.START:
        words = "Not done yet: this is where you start"
    elif done is None:  # something lacks for the rung to start from
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
    """Where the runner stands on every ladder, the cooldown's included.

    A ladder goes by what was done. It moves up one rung when the dose of the same rung was met in the last two sessions
    with it (`RULES`), and down one when it was missed in two sessions running, when the last one ended with much pain,
    or after a long time away. A session one rung lower (after a hard run, on a sore day) or with fewer sets (for want of
    time) that went well moves nothing; any other change by the runner's own hand counts as what it is. A session too short
    to count as training moves nothing either, unless it ended with much pain.

    Args:
        catalogue: The exercises there are.
        sessions: What was done, in any order.
        today: The training day it is now.
        level: Where each ladder starts; a beginner uses no equipment.
        equipment: What is at hand, by the names of the catalogue.
        overrides: Rungs the runner has set, by exercise: they stay until they are taken away, and give way, one rung
            below what was done, only to two misses or much pain.

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
    """Where a session leaves the ladders it has worked, for its summary.

    Args:
        catalogue: The exercises there are.
        sessions: What was done; the session itself may be among it.
        record: The session, as amended last.
        level: As for `standings`.
        equipment: As for `standings`.
        overrides: As for `standings`.

    Returns:
        In the order of the session, those of which something was done.
    """
    known = [*(session for session in sessions if session.id != record.id), record]
    found = standings(catalogue, known, today=record.day, level=level, equipment=equipment, overrides=overrides)
    worked = dict.fromkeys(item.exercise for item in record.sets if item.done)
    return tuple(found[exercise] for exercise in worked if exercise in found)


def brief(text: str) -> str:
    """A reason, cut where a name of the runner's own makes it too long."""
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
        barred = lacks  # the runner may overrule what a rung asks for, but not do without a band
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
    """Begin one step below what was done last when that is long ago."""
    if last and climb.done is not None and past.away(last, day):
        climb.step_down(min(climb.position, climb.done) - 1, f"not done for {(day - last).days} days")


def _overrule(climb: LadderReplay, pin: int) -> None:
    """Go to the rung the runner has set, or one below what was done when that went wrong."""
    if climb.warned and climb.done is not None and climb.done <= pin:
        climb.step_down(climb.done - 1, climb.why)
    else:
        climb.position, climb.move, climb.why = pin, Move.HOLD, OVERRULED


def _nearest(barred: Sequence[str], position: int, otherwise: int | None = None) -> int:
    """The nearest rung at or below one with nothing in the way; if there is none, the other one, or the same."""
    for place in range(position, -1, -1):
        if not barred[place]:
            return place
    return position if otherwise is None else otherwise


def _by_rung(exercise: Exercise, asks: Callable[[Variation], str]) -> tuple[str, ...]:
    """What every rung asks for, which is the same for all doses of a variation."""
    return tuple(chain.from_iterable(repeat(asks(item), len(item.doses)) for item in exercise.variations))


def _lacking(variation: Variation, have: Set[str], later: Set[str]) -> str:
    """What a variation needs that is not there, or that waits for another level."""
    lacks = [name for name in variation.equipment if name not in have]
    missing = next((name for name in lacks if name not in later), None)
    if missing:
        return brief(f"needs a {gear_words(missing)}")
    return LATER if lacks else ""


def _asked(exercise: Exercise, variation: Variation, past: Past) -> str:
    needs = NEEDS.get((exercise.id, variation.id), ())
    return next((need.words for need in needs if not need.met(past.attempts.get(need.exercise, ()))), "")
