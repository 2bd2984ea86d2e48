"""Runners over a year, with luck, misses, pain, breaks and hard runs: what the coach promises holds at every session."""

import datetime as dt
import os
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from ankle_tui.core.exercises.exercise import Choice, Context, Group, Kind, Level
from ankle_tui.core.history.day_marks import DayKind
from ankle_tui.core.history.records import Feel, Outcome, SessionRecord, SetRecord, Status, new_id
from ankle_tui.core.session.plan import build_plan
from ankle_tui.core.training.ladder_replay import rungs
from ankle_tui.core.training.suggestion import Suggestion, todays_session
from tests.builders import shipped
from tests.examples import share

pytestmark = pytest.mark.slow

MONDAY = dt.date(2026, 1, 5)
WEEKS = 52
RUNNERS = 300 if os.environ.get("FAULTS") == "all" else share(80)
GROUPS = 10
HOPS = "lateral-hops"
MAIN = [exercise.id for exercise in shipped() if exercise.group is Group.MAIN]
GEAR = ("band", "pillow", "step")
MINUTES = (2, 5, 8, 10, 15, None)
PAUSES = ((9, 10, 12), (9, 10, 12), (6, 7, 8), (6, 7, 8), (3, 4, 7), (3, 4, 7), (2, 2, 3))
"""Days from one session to the next, from three sessions in a month to three in a week."""
WAITING = "its turn comes next"


@dataclass
class Try:
    """What the runner did of an exercise in a session, by the runner's own book."""

    rung: int
    missed: bool
    pain: int | None


@dataclass
class Session:
    """A session as it was offered.

    Attributes:
        day: Its day.
        offered: The exercises in it.
        could: Those that could have been in it.
        whole: Whether it was done to its end, and counted.
    """

    day: dt.date
    offered: set[str]
    could: set[str]
    whole: bool


@dataclass
class Runner:
    """Somebody with habits of their own."""

    dice: random.Random
    level: Level
    skill: float
    steadiness: float
    aches: float
    quits: float
    pauses: Sequence[int]
    minutes: Sequence[float | None]
    equipment: set[str]
    history: list[SessionRecord] = field(default_factory=list)
    tries: dict[str, list[Try]] = field(default_factory=lambda: {name: [] for name in MAIN})
    book: list[Session] = field(default_factory=list)
    pain: int | None = None

    @classmethod
    def random(cls, seed: int) -> "Runner":
        dice = random.Random(seed)
        return cls(
            dice,
            level=dice.choice(list(Level)),
            skill=dice.choice([0.8, 0.95, 0.99, 1.0]),
            steadiness=dice.choice([0.7, 0.95, 1.0]),
            aches=dice.choice([0.0, 0.05, 0.3]),
            quits=dice.choice([0.0, 0.0, 0.1]),
            pauses=dice.choice(PAUSES),
            minutes=dice.choice([MINUTES, MINUTES[1:], [dice.choice(MINUTES)]]),
            equipment={name for name in GEAR if dice.random() < 0.6},
        )

    def chance(self, share: float) -> bool:
        return self.dice.random() < share

    def year(self) -> None:
        """Train, with every promise looked at."""
        day = MONDAY
        while day < MONDAY + dt.timedelta(weeks=WEEKS):
            self.train(day)
            day += dt.timedelta(self.dice.choice(self.pauses))
            if self.chance(0.04):
                day += dt.timedelta(self.dice.randint(14, 60))

    def train(self, day: dt.date) -> None:
        if self.chance(0.01):
            self.equipment ^= {self.dice.choice(GEAR)}
        feel = self.dice.choices(list(Feel), [10, 1, 1])[0]
        kind = self.dice.choices([None, *DayKind], [4, 10, 3, 2, 1, 1])[0]
        hard, minutes = self.chance(0.2), self.dice.choice(self.minutes)

        def ask(sessions: Sequence[SessionRecord], feel: Feel = feel, kind: DayKind | None = kind) -> Suggestion:
            return todays_session(
                shipped(),
                sessions,
                today=day,
                level=self.level,
                kind=kind,
                hard=hard,
                equipment=self.equipment,
                minutes=minutes,
                feel=feel,
            )

        suggestion = ask(self.history)
        if self.chance(0.03):
            assert ask(self.dice.sample(self.history, len(self.history))) == suggestion
        fine = ask(self.history, Feel.FINE, DayKind.REST if kind is DayKind.SICK else kind)
        for worse in [suggestion] if feel is not Feel.FINE else [ask(self.history, Feel.PAIN)]:
            self.check_no_more(worse, fine)
        self.check_size(suggestion, minutes)
        self.check_words(suggestion)
        self.check_exercises(suggestion, feel)
        done = [self.check_line(suggestion, index, feel) for index in range(len(suggestion.lines))]
        self.do(suggestion, done, day)
        self.check_turns()

    # What is promised

    def check_size(self, suggestion: Suggestion, minutes: float | None) -> None:
        choices = suggestion.choices
        assert 1 <= len(choices) <= (2 if sum(session.counts for session in self.history) < 3 else 3)
        assert suggestion.seconds == build_plan(choices).seconds
        if minutes is not None and suggestion.seconds > min(minutes * 63, minutes * 60 + 29):
            (choice,) = choices
            assert choice.dose.sets == 1
            assert "longer than" in suggestion.note
            for line in suggestion.others:
                if "hops" not in line.reason and "needs a" not in line.reason:
                    assert line.reason == f"takes longer than {minutes} min"
                    assert build_plan([single(line.choice)]).seconds >= suggestion.seconds
        else:
            assert not suggestion.note

    @staticmethod
    def check_no_more(suggestion: Suggestion, fine: Suggestion) -> None:
        """A sore or painful day asks for no more sets, seconds or reps than a fine one, nor for anything harder."""
        assert len(suggestion.lines) == 1 or suggestion.seconds <= fine.seconds
        known = {choice.exercise.id: choice for choice in fine.choices}
        for line in suggestion.lines:
            choice, most = line.choice, known.get(line.choice.exercise.id, line.standing.choice)
            ladder = choice.exercise.variations
            assert ladder.index(choice.variation) <= ladder.index(most.variation)
            assert choice.dose.sets <= most.dose.sets
            assert choice.dose.amount <= most.dose.amount or choice.variation.kind.unit is not most.variation.kind.unit
            assert build_plan([choice]).seconds <= build_plan([most]).seconds

    @staticmethod
    def check_words(suggestion: Suggestion) -> None:
        for line in (*suggestion.lines, *suggestion.others):
            assert 0 < len(line.reason) <= 40
            assert 0 < len(line.standing.why) <= 40
        names = [line.choice.exercise.id for line in (*suggestion.lines, *suggestion.others)]
        assert sorted(names) == sorted(MAIN)

    def check_exercises(self, suggestion: Suggestion, feel: Feel) -> None:
        names = [choice.exercise.id for choice in suggestion.choices]
        if "single-leg-balance" in names:
            assert names[0] == "single-leg-balance"
        if (self.pain or 0) > 2 or feel is not Feel.FINE:
            assert HOPS not in names
        have = {"wall"} if self.level is Level.BEGINNER else {"wall", *self.equipment}
        assert all(have.issuperset(choice.variation.equipment) for choice in suggestion.choices)

    def check_line(self, suggestion: Suggestion, index: int, feel: Feel) -> int:
        """The rung of a line, after a look at how it follows from what was done."""
        standing, choice = suggestion.lines[index].standing, suggestion.lines[index].choice
        ladder = rungs(choice.exercise)
        allowed = [standing.choice, standing.lighter]
        if feel is not Feel.FINE:
            allowed = [standing.lighter, standing.steady] if feel is Feel.PAIN else [standing.steady, standing.lighter]
        same = [item for item in ladder if fits(choice, item) and choice.dose.sets == item.dose.sets]
        meant = next(item for item in (*same, *allowed) if fits(choice, item))
        if meant not in ladder:  # less than the rung below
            first = Choice(choice.exercise, choice.variation, choice.variation.doses[0])
            meant = next((item for item in ladder[standing.position :: -1] if fits(choice, item)), first)
        rung = ladder.index(meant)
        assert rung <= standing.position
        before = self.tries[choice.exercise.id]
        if (
            before
            and before[-1].rung >= standing.position - 1
            and fits(choice, standing.lighter)
            and rung < standing.position
        ):
            rung = standing.position - 1  # the rung below for no longer
        if not before:
            start = ladder.index(Choice.start(choice.exercise, self.level))
            assert standing.position <= start
            return rung
        last = before[-1].rung
        assert standing.position <= last + 1
        if (before[-1].pain or 0) >= 4 or [item.missed for item in before[-2:]] == [True, True]:
            assert standing.position < last or standing.position == 0
        elif before[-1].missed:
            assert standing.position <= last
        if feel is Feel.SORE:
            assert rung <= last
        if feel is Feel.PAIN:
            assert rung < standing.position or rung == 0 or not any(standing.barred[:rung])
        return rung

    def check_turns(self) -> None:
        """Whatever could be done in six sessions of two weeks was offered in one of them."""
        window = self.book[-6:]
        if len(window) < 6 or (window[-1].day - window[0].day).days > 14 or not all(item.whole for item in window):
            return
        always = set.intersection(*(item.could for item in window))
        assert always <= set.union(*(item.offered for item in window))

    # What is done

    def do(self, suggestion: Suggestion, places: Sequence[int], day: dt.date) -> None:
        """Do a session, as well as one can."""
        works = build_plan(suggestion.choices).sets
        stop = self.dice.randint(1, len(works)) if self.chance(self.quits) else len(works)
        bad_day = self.chance(1 - self.skill)
        sets = []
        for index, work in enumerate(works):
            share = 0.0 if index >= stop else 0.6 if bad_day and self.chance(0.5) else 1.0
            touches = int(self.chance(1 - self.steadiness)) if work.kind is Kind.HOLD else None
            amount = float(int(work.target * share))
            outcome = Outcome.DONE if share == 1.0 else Outcome.SHORT if share else Outcome.SKIPPED
            part = work.part.id if work.part else None
            names = (work.exercise, work.variation, work.number, work.side, part, work.kind.unit)
            sets.append(SetRecord(*names, work.target, amount, outcome, touches))
        pain = self.dice.randint(1, 10) if self.chance(self.aches) else self.dice.choice([0, None])
        at = dt.datetime.combine(day, dt.time(18, 4), tzinfo=dt.UTC)
        number = len(self.history)
        record = SessionRecord(
            id=new_id(number, bytes(10)),
            day=day,
            started_at=at,
            ended_at=at,
            zone="UTC",
            context=Context.POST_RUN,
            level=self.level,
            status=Status.COMPLETED if stop == len(works) else Status.PARTIAL,
            active_seconds=sum(work.seconds * item.done / item.target for work, item in zip(works, sets, strict=True)),
            sets=tuple(sets),
            pain=pain,
        )
        self.history.append(record)
        self.pain = self.pain if pain is None else pain
        for line, rung in zip(suggestion.lines, places, strict=True):
            mine = [item for item in sets if item.exercise == line.choice.exercise.id]
            if any(item.done for item in mine) and (record.counts or (pain or 0) >= 4):
                missed = any(item.done < item.target for item in mine)
                self.tries[line.choice.exercise.id].append(Try(rung, missed, pain))
        offered = {choice.exercise.id for choice in suggestion.choices}
        could = offered | {line.choice.exercise.id for line in suggestion.others if line.reason == WAITING}
        self.book.append(Session(day, offered, could, record.counts and stop == len(works)))


def single(choice: Choice) -> Choice:
    """One set of it."""
    return Choice(choice.exercise, choice.variation, choice.dose.changed(sets=1))


def fits(choice: Choice, rung: Choice) -> bool:
    """Whether a choice is a rung, or the rung with fewer sets."""
    same = choice.variation is rung.variation and choice.dose.amount == rung.dose.amount
    return same and 1 <= choice.dose.sets <= rung.dose.sets


@pytest.mark.parametrize("group", range(GROUPS))
def test_a_year_of_any_runner_keeps_every_promise(group: int) -> None:
    for seed in range(group, RUNNERS, GROUPS):
        Runner.random(seed).year()
