"""Runners to try the coach on, with bodies, habits and answers of their own; everything about them is assumed.

What a body can do grows with the calendar, not with the training: the runners try the rules, not what training does.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from ankle_tui.core.exercises.exercise import Kind, Level, Side
from ankle_tui.core.history.day_marks import DayKind
from ankle_tui.core.history.records import Feel, Morning
from ankle_tui.core.session.plan import WorkSet

ALL = frozenset({"band", "pillow", "step"})
TWICE, THRICE, DAILY, WEEKLY = (3, 4), (2, 2, 3), (1,), (7,)
"""Days from one session to the next, in turn."""
HALF_A_YEAR = 26

TOUCHES = {
    "eyes-open-firm": (240.0, 600.0),
    "eyes-closed-firm": (9.0, 23.5),
    "eyes-open-pillow": (20.0, 60.0),
    "eyes-closed-pillow": (5.0, 15.0),
}
"""Seconds from touch to touch, at first and after half a year."""
RAISES = {Level.BEGINNER: (14.0, 23.0), Level.EXPERIENCED: (18.0, 27.0)}
"""Raises of one leg in a go, at first and after half a year."""
OFF_A_STEP = 3
"""How many raises fewer there are off a step."""

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Moment:
    """When a runner is asked.

    Attributes:
        dice: The dice of the life.
        week: Week of the life, from 0.
        number: Sessions so far.
    """

    dice: random.Random
    week: int
    number: int


def always(answer: Answer) -> Callable[[Moment], Answer]:
    return lambda _: answer


_TEN, _FINE, _NO_PAIN, _NO, _NONE = always(10.0), always(Feel.FINE), always(0), always(answer=False), always(None)


@dataclass(frozen=True)
class Runner:
    """Somebody with habits of their own.

    Attributes:
        name: What is special about them.
        level: Whether they have trained before.
        minutes: Minutes they have for a session.
        gear: What they have at home.
        rests: Days from one session to the next, in turn.
        irregular: Days by which a session may be late.
        weeks: Length of the life.
        away: The weeks of an absence.
        counts: Share of the sessions after which they say how often the other foot touched.
        presses: Whether they press `f` at each touch instead.
        feel: How they feel before a session.
        pain: Pain after it, or None for no answer.
        effort: Effort of it, or None for no answer.
        morning: How the ankles are the next morning, or None for no answer.
        relief: Share of the painful sessions after which they say three days later that it is gone.
        hard: Whether they come from a hard run.
        kind: The kind of the day.
        quits: Share of the sessions that they end early.
        sprained: Days before the first session on which they sprained an ankle, or None.
        right: Most raises of the right leg, or None for as many as the left.
    """

    name: str
    level: Level = Level.BEGINNER
    minutes: Callable[[Moment], float] = _TEN
    gear: frozenset[str] = ALL
    rests: tuple[int, ...] = TWICE
    irregular: int = 0
    weeks: int = 52
    away: range = range(0)
    counts: float = 1.0
    presses: bool = False
    feel: Callable[[Moment], Feel] = _FINE
    pain: Callable[[Moment], int | None] = _NO_PAIN
    effort: Callable[[Moment], int | None] = _NONE
    morning: Callable[[Moment], Morning | None] = _NONE
    relief: float = 0.0
    hard: Callable[[Moment], bool] = _NO
    kind: Callable[[Moment], DayKind | None] = _NONE
    quits: float = 0.0
    sprained: int | None = None
    right: int | None = None


class Body:
    """What a runner can do, with better and worse days.

    Args:
        runner: Whose body it is.
        dice: The dice of the life.
    """

    def __init__(self, runner: Runner, dice: random.Random) -> None:
        self._runner = runner
        self._dice = dice
        self._steadier = dice.uniform(0.95, 1.05)
        self._stronger = dice.uniform(-1.0, 1.0)

    def touches(self, work: WorkSet, week: int) -> int:
        """Touches of the other foot in a hold, which goes on to its end."""
        if work.kind is not Kind.HOLD:
            return 0
        usual = self._steadier * _grown(*TOUCHES[work.variation], week)
        found, second = 0, usual * self._dice.uniform(0.5, 1.5)
        while second < work.target:
            found, second = found + 1, second + usual * self._dice.uniform(0.5, 1.5)
        return found

    def done(self, work: WorkSet, week: int) -> float:
        """How much of a set is done: only raises of one leg end before their target."""
        if work.exercise != "calf-raise" or work.side is None:
            return float(work.target)
        most = _grown(*RAISES[self._runner.level], week) + self._stronger + self._dice.uniform(-1.0, 1.0)
        if work.side is Side.RIGHT and self._runner.right is not None:
            most = min(most, self._runner.right)
        return float(min(work.target, int(most) - (OFF_A_STEP if work.variation == "one-leg-step" else 0)))


def _grown(first: float, later: float, week: int) -> float:
    return first + (later - first) * min(week / HALF_A_YEAR, 1.0)


def _less_and_less(moment: Moment) -> int:
    return max(0, 4 - moment.week)


RUNNERS = (
    Runner("nothing, never counts", gear=frozenset(), counts=0.0),
    Runner("nothing, counts", gear=frozenset()),
    Runner("band+pillow+step"),
    Runner("experienced, all, 3/wk", Level.EXPERIENCED, always(15.0), rests=THRICE),
    Runner("experienced, all, 10 min", Level.EXPERIENCED, rests=THRICE),
    Runner("returner, pain 4 to 0", rests=THRICE, pain=_less_and_less, sprained=14),
    Runner("once a week, all", rests=WEEKLY),
    Runner("daily, all", rests=DAILY),
    Runner("daily, experienced, 15", Level.EXPERIENCED, always(15.0), rests=DAILY),
    Runner("always sore", feel=always(Feel.SORE)),
    Runner("5 minutes", minutes=always(5.0), gear=frozenset()),
    Runner("5 minutes, all", minutes=always(5.0)),
    Runner("5 minutes, all, 3/wk", minutes=always(5.0), rests=THRICE),
    Runner("8 minutes, band", minutes=always(8.0), gear=frozenset({"band"})),
    Runner("20 minutes, all", minutes=always(20.0)),
    Runner("away 3 wk (wk 20)", away=range(20, 23)),
    Runner("away 9 wk (wk 30)", away=range(30, 39)),
    Runner("away 30 wk (wk 40)", away=range(40, 70), weeks=104),
    Runner("hard run, 2nd session", hard=lambda moment: moment.number % 2 == 1),
    Runner("right leg 11", right=11),
    Runner("pain 5 once (wk 10)", pain=lambda moment: 5 if moment.number == 20 else 0),
    Runner("pain 2 each time", pain=always(2)),
    Runner("pain 3 each time", pain=always(3)),
    Runner("pain 5 each time", pain=always(5)),
)
"""Those of the table in docs/coach.md."""


def random_runner(seed: int) -> Runner:
    """Somebody with habits that no one would think of together."""
    dice = random.Random(seed)
    aches, sore, hard, strain = (dice.choice([0.0, 0.0, 0.1, 0.4]) for _ in range(4))
    minutes = dice.choice([(4,), (5,), (8,), (10,), (10,), (15,), (20,), (5, 10), (4, 8, 15, 20)])
    silent = dice.random() < 0.3
    first = dice.randint(5, 45)

    def pain(moment: Moment) -> int | None:
        if moment.dice.random() < aches:
            return moment.dice.randint(1, 8)
        return None if silent else 0

    return Runner(
        f"random {seed}",
        level=dice.choice(list(Level)),
        minutes=lambda moment: moment.dice.choice(minutes),
        gear=frozenset(name for name in sorted(ALL) if dice.random() < 0.6),
        rests=dice.choice([TWICE, TWICE, TWICE, THRICE, THRICE, DAILY, WEEKLY, (1, 6), (10,)]),
        irregular=dice.choice([0, 0, 0, 1, 3]),
        away=range(first, first + dice.choice([0, 0, 0, 2, 3, 5, 9, 15])),
        counts=dice.choice([0.0, 0.5, 1.0, 1.0]),
        presses=dice.random() < 0.2,
        feel=lambda moment: moment.dice.choice([Feel.SORE, Feel.PAIN]) if moment.dice.random() < sore else Feel.FINE,
        pain=pain,
        effort=lambda moment: (
            moment.dice.randint(8, 10) if moment.dice.random() < strain else moment.dice.choice([None, 5])
        ),
        morning=lambda moment: moment.dice.choice([None, *Morning]) if aches else None,
        relief=dice.choice([0.0, 0.5]),
        hard=lambda moment: moment.dice.random() < hard,
        kind=lambda moment: moment.dice.choices([None, *DayKind], [4, 10, 3, 2, 1, 1])[0],
        quits=dice.choice([0.0, 0.0, 0.1]),
        sprained=dice.choice([None, None, 5, 200]),
        right=dice.choice([None, None, 11, 16]),
    )
