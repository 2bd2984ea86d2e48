"""Small sessions for tests: the shipped catalogue, a short plan with every kind of set, and a runner who trains it."""

import copy
import datetime as dt
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

from ankle_tui.core.exercises.catalogue import Catalogue, parse_catalogue
from ankle_tui.core.exercises.exercise import Choice, Dose, Exercise, Group, Kind, Level, Part, Tempo, Variation
from ankle_tui.core.session.engine import Session
from ankle_tui.core.session.events import Event
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.plan import PhaseKind, Plan, build_plan
from ankle_tui.core.session.snapshot import Command, Snapshot

CATALOGUE_FILE = Path(__file__).parent.parent / "ankle_tui" / "data" / "exercises.toml"
STARTED = dt.datetime(2026, 11, 22, 18, 4, 10, tzinfo=dt.timezone(dt.timedelta(hours=1)))
ENDED = STARTED + dt.timedelta(minutes=9)
SESSION_ID = "019ab1c2-0000-7000-8000-000000000001"
TEMPO = Tempo(0.5, 0.25, 0.75)


@cache
def shipped() -> Catalogue:
    """The catalogue that comes with the program."""
    return parse_catalogue(tomllib.loads(CATALOGUE_FILE.read_text(encoding="utf-8")))


@cache
def beginner_plan() -> Plan:
    """The session a beginner is offered: balance, calf raises, heel and toe walk."""
    catalogue = shipped()
    ids = catalogue.suggested[Level.BEGINNER]
    return build_plan([Choice.start(catalogue.get(name), Level.BEGINNER) for name in ids])


def make_choice(
    kind: Kind,
    amount: int,
    *,
    name: str = "",
    sets: int = 1,
    per_side: bool = False,
    parts: tuple[str, ...] = (),
    tempo: Tempo = TEMPO,
    rest: float = 8.0,
    change: float = 7.0,
    part_rest: float = 6.0,
) -> Choice:
    """An exercise of one variation with one dose, and the choice of it."""
    variation = Variation(
        id="plain",
        name="plain",
        kind=kind,
        per_side=per_side,
        stand="Stand tall",
        cues=("Slowly", "Breathe"),
        equipment=(),
        doses=(Dose(sets, amount),),
        tempo=tempo if kind.counted else None,
        rest=rest,
        change=change if per_side else 0,
        part_rest=part_rest if parts else 0,
        parts=tuple(Part(part, part.upper().replace("-", " "), f"Do {part}") for part in parts),
        timing_sources=(),
    )
    exercise_id = name or f"some-{kind.value}"
    starts = tuple((level, variation.id, 0) for level in Level)
    exercise = Exercise(exercise_id, exercise_id.title(), Group.MAIN, "Much.", "So.", (variation,), starts, ())
    return Choice(exercise, variation, variation.doses[0])


@cache
def short_plan() -> Plan:
    """Every kind of set, every kind of wait, in about two and a half minutes."""
    return build_plan(
        [
            make_choice(Kind.HOLD, 24, per_side=True),
            make_choice(Kind.REPS, 4, sets=2),
            make_choice(Kind.STEPS, 3, parts=("heels", "toes"), tempo=Tempo(1.0)),
            make_choice(Kind.TIMED, 6),
        ]
    )


def opened(plan: Plan) -> Plan:
    """The same plan with every set open: what was its dose is its cap."""
    works = [work._replace(open=True) for work in plan.sets]
    return replace(plan, phases=tuple(phase._replace(work=works[phase.set_index]) for phase in plan.phases))


def stance_test(cap: int = 45, kind: Kind = Kind.HOLD) -> Plan:
    """Four trials that count up: each leg with eyes open, then closed."""
    parts = ("eyes-open", "eyes-closed")
    choice = make_choice(kind, cap, name="test-stance", per_side=True, parts=parts, change=30.0, part_rest=30.0)
    return opened(build_plan([choice]))


def raise_test(cap: int = 60) -> Plan:
    """As many raises as possible with each leg, up on one beat of a second and down on the next."""
    tempo = Tempo(1.0, 0.0, 1.0)
    return opened(
        build_plan([make_choice(Kind.REPS, cap, name="test-raise", per_side=True, change=120.0, tempo=tempo)])
    )


class Runner:
    """Somebody who trains: a session with the clock it is looked at by.

    Args:
        plan: What to do.
        counting: Who counts at first.
        origin: Microseconds of the clock at the beginning.
    """

    def __init__(self, plan: Plan, counting: Counting = Counting.PACED, origin: int = 0) -> None:
        self.plan = plan
        self.micros = origin
        self.session = Session(plan, SESSION_ID, STARTED, "Europe/Berlin", counting)
        self.events: list[Event] = []

    @property
    def now(self) -> float:
        """Seconds of the clock."""
        return self.micros / 1_000_000

    @property
    def snapshot(self) -> Snapshot:
        """The session as a look now would show it."""
        return snapshot_at(self.session, self.now)

    def do(self, command: Command, argument: float | Counting | None = None) -> list[Event]:
        """Give a command now; `argument` is the seconds of an extension, or who counts."""
        events = list(give(self.session, command, self.now, argument))
        self.events += events
        return events

    def look(self) -> list[Event]:
        """Look at the clock now."""
        events = list(self.session.advance(self.now).events)
        self.events += events
        return events

    def wait(self, seconds: float, step: float = 1.0) -> list[Event]:
        """Let time go by, looking at the clock after every step."""
        events: list[Event] = []
        end, stride = self.micros + round(seconds * 1_000_000), round(step * 1_000_000)
        while self.micros < end:
            self.micros = min(self.micros + stride, end)
            events += self.look()
        return events

    def wait_for(self, kind: PhaseKind, set_index: int) -> "Runner":
        """Go on to the beginning of a phase."""
        while not ((phase := self.snapshot.phase).kind is kind and phase.set_index == set_index):
            deadline = self.session.next_deadline()
            assert deadline is not None
            self.micros = round(deadline * 1_000_000)
            self.look()
        return self

    def work(self, set_index: int) -> "Runner":
        """Go on to the beginning of a set."""
        return self.wait_for(PhaseKind.WORK, set_index)

    def start(self) -> "Runner":
        """Begin the session."""
        self.do(Command.START)
        return self


def give(session: Session, command: Command, now: float, argument: float | Counting | None = None) -> tuple[Event, ...]:
    """Give a session a command with its argument: the seconds of an extension, or who counts."""
    by = float(argument) if isinstance(argument, int | float) else 10.0
    counting = argument if isinstance(argument, Counting) else Counting.BY_HAND
    return session.apply(command, now, by=by, counting=counting).events


def whole_session(plan: Plan) -> list[Event]:
    """Everything that happens in a session in which nobody presses a key after the start."""
    session = Session(plan, SESSION_ID, STARTED, ahead=plan.seconds)
    step = session.apply(Command.START, 0.0)
    return [*step.events, *step.upcoming]


def snapshot_at(session: Session, now: float) -> Snapshot:
    """The session as a look at `now` would show it; the session itself is not looked at."""
    return copy.copy(session).advance(now).snapshot


def upcoming_at(session: Session, now: float, until: float) -> tuple[Event, ...]:
    """What a look at `now` finds ahead up to and including `until`; the session itself is not looked at."""
    other = copy.copy(session)
    other.ahead = until - now
    return other.advance(now).upcoming
